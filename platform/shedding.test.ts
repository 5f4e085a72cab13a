import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startTestShop } from './testing.ts'
import { echoService, release } from './transport/echo.testing.ts'

after(() => release())

async function statusAt(url: string) {
  const response = await fetch(url)
  await response.text()
  return response.status
}

test('A listener with too much to do refuses further requests at once and says when to come back; its health can be asked.', async () => {
  const environment = { SOUK_REQUESTS_AT_ONCE: '2' }
  const shop = await startTestShop({ services: [echoService], placement: 'http', environment })
  const url = shop.addresses.get('echo') as string
  const hanging = [fetch(`${url}/hang-longer`), fetch(`${url}/hang-longer`)]
  let refused: Response
  do refused = await fetch(`${url}/things/x`)
  while (refused.status === 200)
  const { reason } = (await refused.json()) as { reason: string }
  assert.deepEqual([refused.status, reason, refused.headers.get('retry-after')], [503, 'unavailable', '1'])
  for (const path of ['/health/live', '/health/ready']) assert.equal(await statusAt(url + path), 200)
  release()
  await Promise.all(hanging)
  assert.equal(await statusAt(`${url}/things/x`), 200)
  await shop.close()
})

test('A process that is late with its work refuses more of it, until it is on time again.', async () => {
  const environment = { SOUK_LOOP_DELAY_MS: '100' }
  const shop = await startTestShop({ services: [echoService], placement: 'http', environment })
  const url = shop.addresses.get('echo') as string
  const standStill = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
  do standStill()
  while ((await statusAt(`${url}/things/x`)) === 200)
  assert.equal(await statusAt(`${url}/health/ready`), 200)
  while ((await statusAt(`${url}/things/x`)) !== 200) await new Promise((resolve) => setTimeout(resolve, 20))
  await shop.close()
})

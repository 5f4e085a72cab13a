import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { startTestShop } from './testing.ts'
import { echoService, outcomeOf, release } from './transport/echo.testing.ts'
import { clientAt, closeStandIns } from './transport/stand-in.testing.ts'

after(closeStandIns)
after(() => release())

const replica = (environment: Record<string, string> = {}) =>
  startTestShop({ services: [echoService], placement: 'http', environment })

test('One of two replicas ends while many call: it says so first, and no call fails, not even one that is never sent twice.', async () => {
  const environment = { SOUK_STOP_GRACE_MS: '200' }
  const [leaving, staying] = await Promise.all([replica(environment), replica(environment)])
  const addresses = [leaving, staying].map((one) => one.addresses.get('echo') as string)
  const { client, transport } = clientAt(addresses)
  const failures: unknown[] = []
  let answered = 0
  let isOver = false
  const callers = Array.from({ length: 16 }, async (_, index) => {
    while (!isOver) {
      const { answer, reason } = await outcomeOf(
        index % 2 === 0 ? client.getThing({ id: 'x' }) : client.refuse({ how: randomUUID() }),
      )
      if (answer === undefined && reason !== 'too_heavy') failures.push(reason)
      answered += 1
    }
  })
  const answers = async (count: number) => {
    for (const enough = answered + count; answered < enough; ) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await answers(200)
  const isLeaving = leaving.leave()
  const health = await fetch(`${addresses[0]}/health/ready`)
  assert.deepEqual(
    [health.status, await health.json()],
    [503, { status: 'not ready', because: ['it is about to end'] }],
  )
  assert.equal((await fetch(`${addresses[0]}/health/live`)).status, 200)
  await isLeaving
  await leaving.close()
  await answers(200)
  isOver = true
  await Promise.all(callers)
  assert.deepEqual(failures, [])
  assert.equal(transport.figures()[0]?.retries, 0, 'nobody had to be sent twice')
  await staying.close()
})

test('What does not come to an end is cut off at the limit.', async () => {
  const shop = await replica({ SOUK_STOP_LIMIT_MS: '100' })
  const hangs = fetch(`${shop.addresses.get('echo')}/hang-longer`).catch((error) => error)
  await fetch(`${shop.addresses.get('echo')}/picture`)
  await shop.close()
  assert.ok((await hangs) instanceof Error)
})

test('A replica whose database is away is not ready, and says why.', async () => {
  const shop = await replica()
  await shop.databases.get('echo')?.close()
  const health = await fetch(`${shop.addresses.get('echo')}/health/ready`)
  const because = ['echo-service: its database does not answer']
  assert.deepEqual([health.status, await health.json()], [503, { status: 'not ready', because }])
  await shop.close().catch(() => {})
})

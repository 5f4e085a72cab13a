import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { contract } from './contract.ts'
import { consumer } from './events/consumer.ts'
import { service } from './service.ts'
import { fake, startTestShop } from './testing.ts'
import { echo, echoService, front, frontService, rest } from './transport/echo.testing.ts'

test('A process follows a neighbour elsewhere, and does not wait for its next event in order to stop.', async () => {
  const environment = { SOUK_HOUSE_SECRET: randomUUID() }
  const there = await startTestShop({ services: [echoService], placement: 'http', environment })
  const follower = contract('follower', 'Made up for this test', { operations: {}, events: {} })
  let hear = () => {}
  const heard = new Promise<void>((resolve) => {
    hear = resolve
  })
  const follows = consumer(echo, 'echo.thing-kept.v1', async () => hear())
  const here = await startTestShop({
    services: [service({ contract: follower, calls: {}, ...rest, consumers: [follows], operations: {} })],
    environment: { ...environment, ECHO_SERVICE_URL: there.addresses.get('echo') as string },
  })
  await there.publish(echo, 'echo.thing-kept.v1', {})
  await heard
  await sleep(100)
  const began = Date.now()
  await here.close()
  assert.ok(Date.now() - began < 4_000, `${Date.now() - began} ms`)
  await there.close()
})

test('A process that stops lets what is under way come to its end, and needs no more time than that.', async () => {
  const there = await startTestShop({ services: [echoService], placement: 'http' })
  const here = await startTestShop({
    services: [frontService],
    placement: 'http',
    environment: { ECHO_SERVICE_URL: there.addresses.get('echo') as string },
  })
  let answered = 0
  const slowly = Array.from({ length: 5 }, async () => {
    const answer = await fetch(`${here.addresses.get('front')}/ask-slowly`)
    answered += answer.status === 200 ? 1 : 0
    return answer.text()
  })
  await sleep(50)
  const began = Date.now()
  await here.close()
  assert.ok(Date.now() - began < 4_000, `${Date.now() - began} ms`)
  await Promise.all(slowly)
  await there.close()
  assert.equal(answered, 5)
})

test('A host that cannot start says what is missing, all at once, and leaves nothing running.', async () => {
  const lonely = startTestShop({ services: [frontService] })
  await assert.rejects(lonely, /front-service needs echo-service: run it here or set ECHO_SERVICE_URL/)
  const broken = {
    ...echoService,
    open: () => Promise.reject(new Error('no mail today')),
  }
  await assert.rejects(startTestShop({ services: [broken, fake(front)] }), /no mail today/)
})

test('Each service keeps as many connections to its database as it is told, in a process of several too.', async () => {
  const shop = await startTestShop({ services: [echoService, frontService], environment: { SOUK_CONNECTIONS: '3' } })
  const busy: number[] = []
  for (const db of shop.databases.values()) {
    const slow = Array.from({ length: 6 }, () => db.pool.query('select pg_sleep(0.1)'))
    await sleep(50)
    busy.push(db.pool.totalCount)
    await Promise.all(slow)
  }
  await shop.close()
  assert.deepEqual(busy, [3, 3])
})

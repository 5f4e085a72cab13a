import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setImmediate as soon } from 'node:timers/promises'
import { hasReason } from '../errors.ts'
import { outcomeOf } from './echo.testing.ts'
import { notBegun } from './replica.ts'
import { actor, answering, clientAt, closeStandIns, hanging, refusing, resetting } from './stand-in.testing.ts'

after(closeStandIns)

type Client = ReturnType<typeof clientAt>['client']
const ask = (client: Client) => outcomeOf(client.getThing({ id: 'x' }))
const askSeveral = (count: number, client: Client) => Promise.all(Array.from({ length: count }, () => ask(client)))
/** No second effect is ruled out, so nothing but what was not begun is sent again. */
const order = (client: Client) => outcomeOf(client.refuse({ how: 'x' }))

async function until(isSo: () => Promise<boolean>) {
  while (!(await isSo())) await soon()
}

test('A neighbour that fails again and again is left alone, callers hear so at once, and it is asked again when it says that it is ready.', async () => {
  const shop = await actor(resetting)
  const { client, transport } = clientAt([shop.url], { failures: 3, rest: 20, retryShare: 0 })
  for (let turn = 0; turn < 3; turn++) await order(client)
  assert.equal(transport.figures()[0]?.replicas[0]?.state, 'open')
  const before = shop.asked
  const { reason, retryAfter } = await ask(client)
  assert.deepEqual([reason, retryAfter, shop.asked], ['unavailable', 1, before])

  shop.isReady = false
  shop.act = answering()
  await new Promise((resolve) => setTimeout(resolve, 80))
  assert.deepEqual([(await ask(client)).reason, shop.asked], ['unavailable', before], 'it answers, but is not ready')
  shop.isReady = true
  await until(async () => (await ask(client)).answer !== undefined)
  assert.equal(transport.figures()[0]?.replicas[0]?.state, 'closed')
})

test('A neighbour that hangs costs its first callers their time, and nobody after them.', async () => {
  const shop = await actor(hanging)
  const { client, within, transport } = clientAt([shop.url], { failures: 3 })
  const first = await askSeveral(3, within(600))
  assert.deepEqual(
    first.map(({ reason }) => reason),
    ['deadline_exceeded', 'deadline_exceeded', 'deadline_exceeded'],
  )
  await until(async () => transport.figures()[0]?.replicas[0]?.state === 'open')
  for (const { reason } of await askSeveral(20, client)) assert.equal(reason, 'unavailable')
  assert.equal(shop.asked, 3)
})

test('A neighbour that owes answers is looked at by whoever comes next, and left alone before anybody’s time has run out.', async () => {
  const shop = await actor(hanging)
  const { client, transport } = clientAt([shop.url])
  const waiting = ask(client)
  await until(async () => shop.asked === 1)
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  const next = ask(client)
  await until(async () => transport.figures()[0]?.replicas[0]?.state === 'open')
  assert.equal((await ask(client)).reason, 'unavailable')
  assert.equal(shop.asked, 2)
  closeStandIns()
  assert.deepEqual([(await waiting).reason, (await next).reason], ['unavailable', 'unavailable'])
})

test('Of two replicas one hangs: a few callers wait in vain, the other one answers all the rest.', async () => {
  const hung = await actor(hanging)
  const well = await actor(answering())
  const { client, within } = clientAt([hung.url, well.url], { failures: 2 })
  for (let turn = 0; turn < 2; turn++) await askSeveral(4, within(600))
  for (const { answer } of await askSeveral(40, client)) assert.ok(answer)
  assert.ok(hung.asked <= 4, `${hung.asked} asked the one that hangs`)
})

test('Of two replicas the one with less to do is asked.', async () => {
  const slow = await actor(hanging)
  const quick = await actor(answering())
  const { client, within, transport } = clientAt([slow.url, quick.url])
  const some = askSeveral(6, within(1_000))
  await until(async () => transport.figures()[0]?.underWay === 3)
  for (let turn = 0; turn < 6; turn++) assert.ok((await ask(client)).answer)
  assert.ok(slow.asked <= 3, `${slow.asked} asked the one that is slow`)
  await some
})

test('What a neighbour refuses, and who is in a great hurry, says nothing about the neighbour.', async () => {
  const shop = await actor(refusing('unavailable', 'unavailable', 503))
  const { client, within } = clientAt([shop.url], { failures: 2 })
  for (let turn = 0; turn < 6; turn++) await order(client)
  assert.equal(shop.asked, 6, 'its own neighbour may be away; it is not')
  shop.act = hanging
  for (const { reason } of await askSeveral(6, within(60))) assert.equal(reason, 'deadline_exceeded')
  shop.act = answering()
  assert.ok((await ask(client)).answer)
})

test('A replica that is cut off from its database, or that a proxy answers for, is left alone.', async () => {
  for (const act of [
    refusing('unavailable', 'unavailable', 503, { 'souk-ailing': '1' }),
    answering('no healthy upstream', 503, { 'content-type': 'text/plain' }),
  ]) {
    const shop = await actor(act)
    const { client } = clientAt([shop.url], { failures: 2 })
    for (let turn = 0; turn < 6; turn++) assert.equal((await order(client)).reason, 'unavailable')
    assert.equal(shop.asked, 2)
  }
})

test('What a replica has not begun is passed on to another one, whatever it is.', async () => {
  const busy = await actor(refusing('unavailable', 'unavailable', 503, { [notBegun]: '1', 'retry-after': '1' }))
  const free = await actor(refusing('too_heavy', 'conflict', 409))
  const { client } = clientAt([busy.url, free.url])
  for (let turn = 0; turn < 4; turn++) assert.equal((await order(client)).reason, 'too_heavy')
  assert.ok(busy.asked > 0)
})

test('A single replica with too much to do is asked again when it said so, if the caller can wait for that long.', async () => {
  const shop = await actor(refusing('unavailable', 'unavailable', 503, { [notBegun]: '1', 'retry-after': '0.01' }))
  const { client, within } = clientAt([shop.url])
  const waiting = order(client)
  await until(async () => shop.asked === 1)
  shop.act = refusing('too_heavy', 'conflict', 409)
  assert.equal((await waiting).reason, 'too_heavy')
  shop.act = refusing('unavailable', 'unavailable', 503, { [notBegun]: '1', 'retry-after': '30' })
  shop.asked = 0
  assert.equal((await order(within(1_000))).reason, 'unavailable')
  assert.equal(shop.asked, 1)
})

test('Repetitions do not multiply an outage: a neighbour gets a share of its calls again, and a few to begin with.', async () => {
  const shop = await actor(resetting)
  const { client } = clientAt([shop.url], { failures: 10_000, retryShare: 0.1 })
  for (let turn = 0; turn < 5; turn++) await askSeveral(20, client)
  assert.ok(shop.asked >= 110 && shop.asked <= 120, `${shop.asked} for 100 calls`)
})

test('More calls than a neighbour may have at once wait, and more than may wait are refused at once; waiting for events takes no place.', async () => {
  const shop = await actor(hanging)
  const { client, transport } = clientAt([shop.url], { atOnce: 2, waiting: 1 })
  const polls = Array.from({ length: 4 }, () => outcomeOf(client.readEvents({ wait: 20_000 })))
  const underWay = [ask(client), ask(client)]
  await until(async () => shop.asked === 6)
  const waiting = ask(client)
  const refused = await ask(client)
  assert.deepEqual([refused.reason, refused.retryAfter], ['unavailable', 1])
  const [figures] = transport.figures()
  assert.deepEqual([figures?.underWay, figures?.waiting, figures?.refused], [2, 1, 1])
  closeStandIns()
  await Promise.all([...polls, ...underWay, waiting])
})

test('A call whose time ran out while it waited for its turn is never sent.', async () => {
  const shop = await actor(hanging)
  const { within, transport } = clientAt([shop.url], { atOnce: 1, waiting: 10 })
  const late = [ask(within(300)), ask(within(100))]
  for (const { reason } of await Promise.all(late)) assert.equal(reason, 'deadline_exceeded')
  await until(async () => transport.figures()[0]?.underWay === 0)
  assert.equal(shop.asked, 1)
})

test('Long polls that break neither open the breaker of ordinary calls, nor does their success close it.', async () => {
  const shop = await actor(resetting)
  const { client, transport } = clientAt([shop.url], { failures: 2 })
  for (let turn = 0; turn < 4; turn++)
    await assert.rejects(client.readEvents({}), (error) => hasReason(error, 'unavailable'))
  assert.equal(transport.figures()[0]?.replicas[0]?.state, 'closed')
  for (let turn = 0; turn < 2; turn++) await order(client)
  shop.act = answering('{"items":[]}')
  shop.isReady = false
  assert.deepEqual(await client.readEvents({}), { items: [] })
  assert.equal((await ask(client)).reason, 'unavailable')
})

test('A replica that says goodbye is asked no more while there is another.', async () => {
  const leaving = await actor(answering('{"id":"x"}', 200, { connection: 'close' }))
  const staying = await actor(answering())
  const { client } = clientAt([leaving.url, staying.url])
  for (let turn = 0; turn < 20; turn++) assert.ok((await ask(client)).answer)
  assert.equal(leaving.asked, 1)
})

test('The callee is told less time than there is, so that it gives up before its caller.', async () => {
  let told = 0
  const shop = await actor((request, response) => {
    told = Number(request.headers['souk-deadline'])
    answering()(request, response)
  })
  const { within } = clientAt([shop.url])
  await ask(within(2_000))
  assert.ok(told > 1_000 && told <= 1_950, `${told} ms`)
  await ask(within(100))
  assert.ok(told > 0 && told <= 90, `${told} ms`)
})

test('A host name with several addresses is as many replicas, all called by its name.', async () => {
  let host: string | undefined
  const here: Parameters<typeof actor>[0] = (request, response) => {
    host = request.headers.host
    answering()(request, response)
  }
  const first = await actor(here, '127.0.0.1')
  const { port } = new URL(first.url)
  const second = await actor(here, '127.0.0.2', Number(port))
  const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3']
  const resolve = async () => addresses.map((address) => ({ address, family: 4 }))
  const { client, transport } = clientAt([`http://echo.test:${port}`], {}, resolve)
  // Until the name is resolved here the connection does it, and there is no such host.
  await until(async () => {
    await ask(client)
    return transport.figures()[0]?.replicas.length === 3
  })
  for (let turn = 0; turn < 12; turn++) assert.ok((await ask(client)).answer)
  assert.ok(first.asked > 0 && second.asked > 0)
  assert.equal(host, `echo.test:${port}`)
})

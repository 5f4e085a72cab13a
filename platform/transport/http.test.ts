import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { hasReason, isInDoubt } from '../errors.ts'
import { kept, outcomeOf } from './echo.testing.ts'
import { actor, answering, clientAt, closeStandIns, listening, nobody } from './stand-in.testing.ts'

after(closeStandIns)

test('A neighbour that is not there is unavailable, quickly.', async () => {
  const began = Date.now()
  const { client } = clientAt([await nobody()])
  for (const call of [() => client.getThing({ id: 'x' }), () => client.refuse({ how: 'x' })]) {
    const { reason, retryAfter } = await outcomeOf(call())
    assert.deepEqual([reason, retryAfter], ['unavailable', 1])
  }
  assert.equal(
    (await outcomeOf(clientAt([]).client.getThing({ id: 'x' }))).reason,
    'unavailable',
    'without any address',
  )
  const unknown = clientAt(['http://no-such-host.invalid:80']).client
  assert.equal((await outcomeOf(unknown.getThing({ id: 'x' }))).reason, 'unavailable')
  assert.ok(Date.now() - began < 2_000, `${Date.now() - began} ms`)
})

test('Of two replicas of which one is gone, the other answers every call, also what has no repetition.', async () => {
  const refusing = answering('{"reason":"too_heavy","code":"conflict"}', 409)
  const { client } = clientAt([await nobody(), await listening(refusing)])
  for (let turn = 0; turn < 6; turn++) assert.equal((await outcomeOf(client.refuse({ how: 'x' }))).reason, 'too_heavy')
})

test('Replicas are asked in turn.', async () => {
  const asked = [0, 0]
  const counting = (index: number) =>
    listening((request, response) => {
      asked[index] = (asked[index] ?? 0) + 1
      answering()(request, response)
    })
  const { client } = clientAt([await counting(0), await counting(1)])
  for (let turn = 0; turn < 6; turn++) await client.getThing({ id: 'x' })
  assert.deepEqual(asked, [3, 3])
})

test('When the connection breaks, what has no second effect is sent again, twice at most, and nothing else.', async () => {
  let asked = 0
  const { client } = clientAt(
    [
      await listening((request) => {
        asked += 1
        request.socket.destroy()
      }),
    ],
    { failures: 100 },
  )
  const sent = async (call: Promise<unknown>) => {
    asked = 0
    await assert.rejects(call, (error) => hasReason(error, 'unavailable') && isInDoubt(error))
    return asked
  }
  assert.equal(await sent(client.getThing({ id: 'x' })), 3)
  assert.equal(await sent(client.keep({ id: 'x', ...kept })), 3)
  assert.equal(await sent(client.refuse({ how: 'x' }, { key: 'a-key' })), 3)
  assert.equal(await sent(client.refuse({ how: 'x' })), 1)
})

test('A neighbour that takes a call and never answers costs the deadline, once.', async () => {
  let asked = 0
  const { client } = clientAt([
    await listening(() => {
      asked += 1
    }),
  ])
  const began = Date.now()
  assert.equal((await outcomeOf(client.hang({}))).reason, 'deadline_exceeded')
  assert.ok(Date.now() - began < 2_000, `${Date.now() - began} ms`)
  assert.equal(asked, 1)
})

test('An answer that begins and does not end costs the deadline as well.', async () => {
  const { client } = clientAt([
    await listening((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":')
    }),
  ])
  const began = Date.now()
  assert.equal((await outcomeOf(client.hang({}))).reason, 'deadline_exceeded')
  assert.ok(Date.now() - began < 2_000)
})

test('What answers, but is not the neighbour, is no answer of the neighbour.', async () => {
  const isAway = async (text: string, status: number) => {
    const { client } = clientAt([await listening(answering(text, status))])
    return (await outcomeOf(client.getThing({ id: 'x' }))).reason
  }
  assert.equal(await isAway('<h1>Not found</h1>', 404), 'unavailable')
  assert.equal(await isAway('{"error":"Not Found"}', 404), 'unavailable')
  assert.equal(await isAway('null', 502), 'unavailable')
  assert.equal(await isAway('{"surprise":true}', 200), 'internal', 'an answer that breaks the contract')
})

test('An address may have a path in front.', async () => {
  let path: string | undefined
  const url = await listening((request, response) => {
    path = request.url
    answering()(request, response)
  })
  await clientAt([`${url}/inner/echo`]).client.getThing({ id: 'x' })
  assert.equal(path, '/inner/echo/things/x')
})

test('Who has closed asks nobody any more, also where the addresses change then, and no error goes unheard.', async () => {
  const before = await actor(answering())
  const now = await actor(answering())
  const urls = [before.url]
  const { client, transport } = clientAt(urls)
  await client.getThing({ id: 'x' })
  await transport.close()
  urls[0] = now.url
  const unheard: unknown[] = []
  const hear = (error: unknown) => void unheard.push(error)
  process.on('unhandledRejection', hear)
  try {
    assert.equal((await outcomeOf(client.getThing({ id: 'x' }))).reason, 'unavailable')
    await new Promise((resolve) => setTimeout(resolve, 20))
  } finally {
    process.off('unhandledRejection', hear)
  }
  assert.deepEqual([unheard, before.asked, now.asked], [[], 1, 0])
})

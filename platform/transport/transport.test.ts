import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { anonymous } from '../auth.ts'
import { type Client, clientsOf } from '../client.ts'
import { asCustomer, asService, startTestShop, type TestShop } from '../testing.ts'
import { echo, echoService, front, frontService, kept, outcomeOf, ownPicture, release } from './echo.testing.ts'

after(() => release())

for (const placement of ['memory', 'http'] as const) {
  describe(`with services placed in ${placement}`, () => {
    let shop: TestShop
    let client: Client<typeof echo>

    before(async () => {
      shop = await startTestShop({ services: [echoService, frontService], placement })
      client = shop.client(echo, asService('order'))
    })
    after(() => shop.close())

    test('A call answers what the operation returned.', async () => {
      const thing = { name: 'Tagine “cône” 東', tags: ['a'], size: 3 }
      assert.deepEqual(await client.keep({ id: 'x', ...thing }), { ...thing, tags: ['a', 'of x'] })
      assert.equal(await client.drop({ id: 'x' }), undefined)
    })

    test('Names in paths and queries arrive as they are, whatever they hold.', async () => {
      for (const text of ['a b', 'a/b', 'ü', '?a=b&c#d', '100%', '%2F', '+', '..x', '…', '😀', "o'n"]) {
        assert.deepEqual(await client.getThing({ id: text }), { id: text })
        assert.deepEqual(await client.find({ q: text, tags: [text] }), { q: text, tags: [text] })
      }
      assert.deepEqual(await client.find({ tags: ['b', 'a', 'b'] }), { tags: ['b', 'a', 'b'] })
      assert.deepEqual(await client.find({ tags: [] }), { tags: [] })
      assert.deepEqual(await client.find({ q: '\ud800' }), { q: '\ufffd', tags: [] })
    })

    test('No name in a path leads to another operation.', async () => {
      for (const text of ['..', '.', '../inner', '%2e%2e', '']) {
        const { answer, code } = (await outcomeOf(client.getThing({ id: text }))) as { answer?: object; code?: string }
        if (answer === undefined) assert.equal(code, 'invalid', text)
        else assert.deepEqual(answer, { id: text })
      }
    })

    test('Errors arrive as they were thrown, and undeclared ones tell nothing.', async () => {
      assert.deepEqual(await outcomeOf(client.refuse({ how: 'declared' })), {
        code: 'conflict',
        reason: 'too_heavy',
        message: 'Make it lighter.',
        details: { limit: 30 },
        errors: undefined,
        retryAfter: 3,
      })
      const bug = await outcomeOf(client.refuse({ how: 'bug' }))
      assert.equal(bug.reason, 'internal')
      assert.doesNotMatch(JSON.stringify(bug), /secret/)
      assert.deepEqual(await outcomeOf(client.noPicture({})), {
        code: 'not_found',
        reason: 'not_found',
        message: 'There is no picture.',
        details: undefined,
        errors: undefined,
        retryAfter: undefined,
      })
    })

    test('Invalid input is refused with its fields, and a missing right with its reason.', async () => {
      const invalid = await outcomeOf(client.keep({ id: 'x', name: 1, tags: ['a', 2] } as never))
      assert.deepEqual([invalid.code, invalid.reason], ['invalid', 'invalid_input'])
      assert.deepEqual(
        invalid.errors?.map(({ path }) => path),
        ['/name', '/tags/1'],
      )
      const asStranger = await outcomeOf(shop.client(echo, anonymous).inner({}))
      assert.deepEqual([asStranger.code, asStranger.reason], ['forbidden', 'not_allowed'])
    })

    test('A file arrives with its type, byte for byte.', async () => {
      const { contentType, bytes } = await client.picture({})
      assert.equal(contentType, 'image/png')
      assert.deepEqual([...bytes], [0, 1, 2, 254, 255])
    })

    test('A signed body arrives byte for byte as it was sent, with its signature.', async () => {
      const payload = '{ "b": 1,\n  "a": "\\u00e9 \u00e9 \\u0000", "a": 2.0 }'
      const signed = { payload, signature: 't=1,v1=ab' }
      assert.deepEqual(await client.receive(signed), signed)
      assert.deepEqual(await client.receive({ payload: 'no JSON', signature: '' }), {
        payload: 'no JSON',
        signature: '',
      })
    })

    test('Nothing is shared by reference between a caller and a service.', async () => {
      const thing = { name: 'mine', tags: ['a'] }
      const answer = await client.keep({ id: 'x', ...thing })
      assert.deepEqual(thing, { name: 'mine', tags: ['a'] }, 'what was given is as it was')
      answer.tags.push('changed')
      const own = await client.keep({ id: 'own', ...thing })
      own.tags.push('changed')
      assert.deepEqual(kept, { name: 'kept', tags: ['own'] })
      const { bytes } = await client.picture({})
      bytes.fill(9)
      assert.deepEqual([...ownPicture], [0, 1, 2, 254, 255])
    })

    test('A service is told who asks; its own calls are its own, under the request they belong to.', async () => {
      const caller = asCustomer()
      const requestId = randomUUID()
      const trail = { requestId, deadline: Date.now() + 2_000 }
      const asked = JSON.parse((await clientsOf(echo, shop.send)({ caller, trail }).whoAsks({})).who)
      assert.deepEqual([asked.caller, asked.requestId], [caller, requestId])
      const further = JSON.parse((await clientsOf(front, shop.send)({ caller, trail }).ask({})).who)
      assert.deepEqual([further.caller, further.requestId], [{ kind: 'service', name: 'front' }, requestId])
      assert.ok(further.left > 0 && further.left <= 2_000, 'the deadline of the first call holds for the second')
    })

    test('A neighbour that hangs costs the operation’s time, or what is left of the caller’s, and no more.', async () => {
      const began = Date.now()
      assert.equal((await outcomeOf(client.hang({}))).reason, 'deadline_exceeded')
      const trail = { requestId: randomUUID(), deadline: Date.now() + 100 }
      const hurried = clientsOf(echo, shop.send)({ caller: anonymous, trail })
      assert.equal((await outcomeOf(hurried.hangLonger({}))).reason, 'deadline_exceeded')
      assert.ok(Date.now() - began < 2_000, `${Date.now() - began} ms`)
      const late = await outcomeOf(hurried.keep({ id: 'x', ...kept }))
      assert.equal(late.reason, 'deadline_exceeded', 'and nothing begins after that')
    })

    test('A client is no promise: it can be returned from an async function.', async () => {
      const later = async () => shop.client(echo, anonymous)
      assert.deepEqual(await (await later()).getThing({ id: 'x' }), { id: 'x' })
    })
  })
}

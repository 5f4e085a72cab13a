import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { anonymous, type Caller } from '../auth.ts'
import { type Client, clientsOf } from '../client.ts'
import { Bytes, contract, del, get, post, put } from '../contract.ts'
import { hasReason, isInDoubt, SoukError } from '../errors.ts'
import { consumer } from '../events/consumer.ts'
import { type Calls, type Parts, service } from '../service.ts'
import { asCustomer, asService, fake, startTestShop, type TestShop } from '../testing.ts'
import { httpTransport } from './http.ts'

const Thing = Type.Object({ name: Type.String(), tags: Type.Array(Type.String()), size: Type.Optional(Type.Integer()) })
const id = { id: Type.String() }
const access = 'public'
const summary = 'Made up'

const echo = contract('echo', 'Made up for this test', {
  operations: {
    keep: put('/things/:id', { summary, access, params: id, body: Thing, returns: Thing }),
    find: get('/things', {
      summary,
      access,
      query: Type.Object({ q: Type.Optional(Type.String()), tags: Type.Optional(Type.Array(Type.String())) }),
      returns: Type.Object({ q: Type.Optional(Type.String()), tags: Type.Array(Type.String()) }),
    }),
    getThing: get('/things/:id', { summary, access, params: id, returns: Type.Object(id) }),
    drop: del('/things/:id', { summary, access, params: id }),
    refuse: post('/refusals', {
      summary,
      access,
      body: Type.Object({ how: Type.String() }),
      errors: { too_heavy: { code: 'conflict', details: Type.Object({ limit: Type.Integer() }) } },
    }),
    picture: get('/picture', { summary, access, returns: Bytes }),
    noPicture: get('/no-picture', { summary, access, returns: Bytes }),
    inner: get('/inner', { summary, access: 'internal', returns: Type.Object({ name: Type.String() }) }),
    whoAsks: get('/who', { summary, access, returns: Type.Object({ who: Type.String() }) }),
    hang: get('/hang', { summary, access, timeout: 150 }),
    hangLonger: get('/hang-longer', { summary, access, timeout: 20_000 }),
  },
  events: { 'echo.thing-kept.v1': Type.Object({}) },
})
type Echo = Parts<typeof echo, {}, {}>

const front = contract('front', 'Made up for this test', {
  operations: {
    ask: get('/ask', { summary, access, returns: Type.Object({ who: Type.String() }) }),
    askSlowly: get('/ask-slowly', { summary, access, returns: Type.Object({ who: Type.String() }) }),
  },
  events: {},
})
const calls = { echo }
type Front = Parts<typeof front, typeof calls, {}>

const ownPicture = new Uint8Array([0, 1, 2, 254, 255])
const kept = { name: 'kept', tags: ['own'] }
let release = () => {}
const released = new Promise<void>((resolve) => {
  release = resolve
})
const stay = async () => {
  await released
  return undefined
}

const operations: Echo['operations'] = {
  async keep({ id, ...thing }) {
    if (id === 'own') return kept
    thing.tags.push(`of ${id}`)
    return thing
  },
  find: async ({ q, tags = [] }) => ({ tags, ...(q === undefined ? {} : { q }) }),
  getThing: async ({ id }) => ({ id }),
  drop: async () => undefined,
  async refuse({ how }) {
    if (how === 'bug') throw new Error('a secret')
    throw new SoukError('conflict', 'too_heavy', 'Make it lighter.', { details: { limit: 30 }, retryAfter: 3 })
  },
  picture: async () => ({ contentType: 'image/png', bytes: ownPicture }),
  noPicture: async () => {
    throw new SoukError('not_found', 'not_found', 'There is no picture.')
  },
  inner: async (_input, { caller }) => ({ name: caller.kind === 'service' ? caller.name : caller.kind }),
  whoAsks: async (_input, { caller, session, address, trail }) => ({
    who: JSON.stringify({ caller, session, address, requestId: trail.requestId, left: trail.deadline - Date.now() }),
  }),
  hang: stay,
  hangLonger: stay,
}
const rest = { config: {}, migrations: undefined, consumers: [], jobs: [] }
const echoService = service({ contract: echo, calls: {}, ...rest, operations })
const ask: Front['operations']['ask'] = (_input, context) => context.calls.echo.whoAsks({})
const askSlowly: Front['operations']['ask'] = async (input, context) => {
  await sleep(200)
  return ask(input, context)
}
const frontService = service({ contract: front, calls: calls satisfies Calls, ...rest, operations: { ask, askSlowly } })

after(() => release())

/** What a call came to, to be compared whatever way it took. */
async function outcomeOf(call: Promise<unknown>) {
  try {
    return { answer: await call }
  } catch (error) {
    assert.ok(error instanceof SoukError)
    const { code, reason, message, details, errors, retryAfter } = error
    return { code, reason, message, details, errors, retryAfter }
  }
}

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

describe('with a listener that anybody can reach', () => {
  let shop: TestShop
  let url: string

  before(async () => {
    shop = await startTestShop({
      services: [echoService],
      placement: 'http',
      environment: { SOUK_HOUSE_SECRET: 'the-house-secret' },
    })
    url = shop.addresses.get('echo') as string
  })
  after(() => shop.close())

  const pretending = {
    'souk-caller': JSON.stringify(asService('order')),
    'souk-session': 's',
    'souk-address': '1.2.3.4',
  }

  test('What a stranger says of himself counts for nothing, without the house’s secret or with a wrong one.', async () => {
    for (const secret of [undefined, '', 'x', 'the-house-secreT', 'the-house-secret-', 'the-house-secret, x']) {
      const headers = { ...pretending, ...(secret === undefined ? {} : { 'souk-secret': secret }) }
      assert.equal((await fetch(`${url}/inner`, { headers })).status, 403, secret)
      const { who } = (await (await fetch(`${url}/who`, { headers })).json()) as { who: string }
      const { caller, session, address } = JSON.parse(who)
      assert.deepEqual([caller, session], [{ kind: 'anonymous' }, undefined])
      assert.notEqual(address, '1.2.3.4')
    }
  })

  test('With the secret it does.', async () => {
    const headers = { ...pretending, 'souk-secret': 'the-house-secret' }
    assert.deepEqual(await (await fetch(`${url}/inner`, { headers })).json(), { name: 'order' })
    const { who } = (await (await fetch(`${url}/who`, { headers })).json()) as { who: string }
    assert.deepEqual([JSON.parse(who).session, JSON.parse(who).address], ['s', '1.2.3.4'])
  })

  test('An empty house secret is none: nobody becomes a neighbour by it.', async () => {
    const open = await startTestShop({
      services: [echoService],
      placement: 'http',
      environment: { SOUK_HOUSE_SECRET: '' },
    })
    const answer = await fetch(`${open.addresses.get('echo')}/inner`, { headers: { ...pretending, 'souk-secret': '' } })
    assert.equal(answer.status, 403)
    assert.deepEqual(await open.client(echo, asService('order')).inner({}), { name: 'order' })
    await open.close()
  })

  test('The listener’s own refusals are problems like all others.', async () => {
    const body = 'x'.repeat(70_000)
    const json = { 'content-type': 'application/json' }
    const asked: [string, RequestInit, number, string][] = [
      ['/nowhere', {}, 404, 'not_found'],
      ['/things/%E0%A4%A', {}, 400, 'malformed_body'],
      ['/things/x', { method: 'PUT', body, headers: json }, 413, 'body_too_large'],
      [
        '/things/x',
        { method: 'PUT', body: 'a=b', headers: { 'content-type': 'text/plain' } },
        415,
        'unsupported_media_type',
      ],
      ['/things/x', { method: 'PUT', body: '{', headers: json }, 400, 'malformed_body'],
    ]
    for (const [path, init, status, reason] of asked) {
      const answer = await fetch(url + path, init)
      const problem = (await answer.json()) as { reason: string; status: number }
      assert.deepEqual([answer.status, problem.status, problem.reason], [status, status, reason], path)
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
    }
  })
})

describe('with neighbours at an address', () => {
  const closing: (() => void)[] = []
  after(() => {
    for (const close of closing) close()
  })

  async function listening(answer: RequestListener) {
    const server = createHttpServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** An address where nobody listens. */
  async function nobody() {
    const server = createHttpServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    return `http://127.0.0.1:${port}`
  }

  function clientAt(...addresses: string[]) {
    const contracts = new Map([['echo', echo as never]])
    const transport = httpTransport({ contracts, addressesOf: () => addresses, houseSecret: 'secret' })
    closing.push(() => transport.close())
    const trail = () => ({ requestId: randomUUID(), deadline: Date.now() + 5_000 })
    const caller: Caller = asService('order')
    return { client: clientsOf(echo, transport.send)({ caller, trail: trail() }), transport }
  }

  const answering = (text = '{"id":"x"}', status = 200): RequestListener => {
    return (request, response) => {
      request.resume()
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    }
  }

  test('A neighbour that is not there is unavailable, quickly.', async () => {
    const began = Date.now()
    const { client } = clientAt(await nobody())
    for (const call of [() => client.getThing({ id: 'x' }), () => client.refuse({ how: 'x' })]) {
      const { reason, retryAfter } = await outcomeOf(call())
      assert.deepEqual([reason, retryAfter], ['unavailable', 1])
    }
    assert.equal(
      (await outcomeOf(clientAt().client.getThing({ id: 'x' }))).reason,
      'unavailable',
      'without any address',
    )
    const unknown = clientAt('http://no-such-host.invalid:80').client
    assert.equal((await outcomeOf(unknown.getThing({ id: 'x' }))).reason, 'unavailable')
    assert.ok(Date.now() - began < 2_000, `${Date.now() - began} ms`)
  })

  test('Of two replicas of which one is gone, the other answers every call, also what has no repetition.', async () => {
    const refusing = answering('{"reason":"too_heavy","code":"conflict"}', 409)
    const { client } = clientAt(await nobody(), await listening(refusing))
    for (let turn = 0; turn < 6; turn++)
      assert.equal((await outcomeOf(client.refuse({ how: 'x' }))).reason, 'too_heavy')
  })

  test('Replicas are asked in turn.', async () => {
    const asked = [0, 0]
    const counting = (index: number) =>
      listening((request, response) => {
        asked[index] = (asked[index] ?? 0) + 1
        answering()(request, response)
      })
    const { client } = clientAt(await counting(0), await counting(1))
    for (let turn = 0; turn < 6; turn++) await client.getThing({ id: 'x' })
    assert.deepEqual(asked, [3, 3])
  })

  test('When the connection breaks, what has no second effect is sent once more, and nothing else.', async () => {
    let asked = 0
    const { client } = clientAt(
      await listening((request) => {
        asked += 1
        request.socket.destroy()
      }),
    )
    const sent = async (call: Promise<unknown>) => {
      asked = 0
      await assert.rejects(call, (error) => hasReason(error, 'unavailable') && isInDoubt(error))
      return asked
    }
    assert.equal(await sent(client.getThing({ id: 'x' })), 2)
    assert.equal(await sent(client.keep({ id: 'x', ...kept })), 2)
    assert.equal(await sent(client.refuse({ how: 'x' }, { key: 'a-key' })), 2)
    assert.equal(await sent(client.refuse({ how: 'x' })), 1)
  })

  test('A neighbour that takes a call and never answers costs the deadline, once.', async () => {
    let asked = 0
    const { client } = clientAt(
      await listening(() => {
        asked += 1
      }),
    )
    const began = Date.now()
    assert.equal((await outcomeOf(client.hang({}))).reason, 'deadline_exceeded')
    assert.ok(Date.now() - began < 2_000, `${Date.now() - began} ms`)
    assert.equal(asked, 1)
  })

  test('An answer that begins and does not end costs the deadline as well.', async () => {
    const { client } = clientAt(
      await listening((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":')
      }),
    )
    const began = Date.now()
    assert.equal((await outcomeOf(client.hang({}))).reason, 'deadline_exceeded')
    assert.ok(Date.now() - began < 2_000)
  })

  test('What answers, but is not the neighbour, is no answer of the neighbour.', async () => {
    const isAway = async (text: string, status: number) => {
      const { client } = clientAt(await listening(answering(text, status)))
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
    await clientAt(`${url}/inner/echo`).client.getThing({ id: 'x' })
    assert.equal(path, '/inner/echo/things/x')
  })
})

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
    ...service({ contract: echo, calls: {}, ...rest, operations }),
    open: () => Promise.reject(new Error('no mail today')),
  }
  await assert.rejects(startTestShop({ services: [broken, fake(front)] }), /no mail today/)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Type } from 'typebox'
import { anonymous, type Caller, staff } from './auth.ts'
import type { Request } from './call.ts'
import { processEnvironment } from './config.ts'
import { contract, get, nullable, oneOf, post, put } from './contract.ts'
import { sql } from './database/sql.ts'
import { type Code, fail, type Problem, SoukError } from './errors.ts'
import { type Parts, service } from './service.ts'
import { asCustomer, asService, asStaff, startTestShop, type TestShop } from './testing.ts'

const Place = Type.Object({ city: Type.String(), floor: Type.Optional(Type.Integer()) })
const Parcel = Type.Object({
  name: Type.String({ minLength: 2 }),
  quantity: Type.Integer({ minimum: 1 }),
  kind: Type.Optional(oneOf('gift', 'sale')),
  place: Type.Optional(Place),
  stops: Type.Optional(Type.Array(Place)),
  back: Type.Optional(nullable(Place)),
  labels: Type.Optional(Type.Record(Type.String(), Type.String())),
})
const Anything = Type.Object({ got: Type.Unknown() })
const summary = 'A made-up operation'

const parcels = contract('parcels', 'Made up for this test', {
  operations: {
    sendParcel: put('/parcels/:id', {
      summary,
      access: 'public',
      params: { id: Type.String() },
      body: Parcel,
      returns: Anything,
    }),
    note: put('/note', {
      summary,
      access: 'public',
      body: Type.Object({ text: Type.Optional(Type.String()) }),
      returns: Anything,
    }),
    search: get('/parcels', {
      summary,
      access: 'public',
      query: Type.Object({
        q: Type.Optional(Type.String()),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        weight: Type.Optional(Type.Number()),
        open: Type.Optional(Type.Boolean()),
        tags: Type.Optional(Type.Array(Type.String())),
        sizes: Type.Optional(Type.Array(Type.Integer())),
      }),
      returns: Anything,
    }),
    room: get('/rooms/:number', {
      summary,
      access: 'public',
      params: { number: Type.Integer() },
      returns: Anything,
    }),
    readAccount: get('/account', {
      summary,
      access: 'public',
      returns: Type.Object({ email: Type.String(), owner: Type.Object({ name: Type.String() }) }),
    }),
    bend: get('/bend', { summary, access: 'public', returns: Type.Object({ amount: Type.Integer() }) }),
    refuse: put('/refusal', {
      summary,
      access: 'public',
      body: Type.Object({ how: Type.String() }),
      errors: { too_heavy: { code: 'conflict', details: Type.Object({ limit: Type.Integer() }) } },
    }),
    open: get('/open', { summary, access: 'public' }),
    mine: get('/mine', { summary, access: 'customer' }),
    inner: get('/inner', { summary, access: 'internal' }),
    sort: get('/sort', { summary, access: ['internal', staff('sort')] }),
    pay: post('/pay', { summary, access: 'public', keyRequired: true }),
  },
  events: {},
})

type Parcels = Parts<typeof parcels, {}, {}>

const errors: Record<string, () => unknown> = {
  declared: () => new SoukError('conflict', 'too_heavy', 'Make it lighter.', { details: { limit: 30 } }),
  platform: () => fail('not_found', 'There is no such parcel.', { retryAfter: 7 }),
  undeclared: () => new SoukError('conflict', 'burnt', 'The parcel of Mr Idris burnt.', { details: { name: 'Idris' } }),
  otherCode: () => new SoukError('not_found', 'too_heavy', 'Make it lighter.', { details: { limit: 30 } }),
  otherDetails: () => new SoukError('conflict', 'too_heavy', 'Make it lighter.', { details: { limit: 'many' } }),
  internal: () => new SoukError('internal', 'too_heavy', 'The parcel of Mr Idris burnt.'),
  bug: () => new TypeError("cannot read 'idris' of undefined"),
  nothing: () => undefined,
}
const nothing = async () => undefined

const operations: Parcels['operations'] = {
  sendParcel: async (input) => ({ got: input }),
  note: async (input) => ({ got: input }),
  search: async (input) => ({ got: input }),
  room: async ({ number }) => ({ got: number }),
  readAccount: (_input, { db }) =>
    db.one(sql<{ email: string; owner: { name: string } }>`
      select 'a@example.org' as email, 'hash' as password, jsonb_build_object('name', 'Idris', 'iban', 'MA64') as owner`),
  bend: async () => ({ amount: null as never }),
  async refuse({ how }, { db }) {
    if (how === 'away') await db.run(sql`select pg_terminate_backend(pg_backend_pid())`)
    throw errors[how]?.()
  },
  open: nothing,
  mine: nothing,
  inner: nothing,
  sort: nothing,
  pay: nothing,
}
let shop: TestShop

before(async () => {
  const rest = { calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [] }
  shop = await startTestShop({ services: [service({ contract: parcels, ...rest, operations })] })
})
after(() => shop.close())

type Given = Partial<Omit<Request, 'body'>> & { body?: unknown }

async function ask(operation: keyof typeof parcels.operations, { body, ...more }: Given = {}) {
  const answer = await shop.send({
    service: 'parcels',
    operation,
    params: {},
    query: {},
    body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    caller: anonymous,
    idempotencyKey: undefined,
    ifMatch: undefined,
    session: undefined,
    address: undefined,
    requestId: 'a-test-request',
    deadline: Date.now() + 5_000,
    ...more,
  })
  const value = typeof answer.body === 'string' && answer.body !== '' ? JSON.parse(answer.body) : undefined
  return { status: answer.status, value, headers: answer.headers, problem: value as Problem }
}

const send = (body: unknown) => ask('sendParcel', { params: { id: '7' }, body })

test('A body that is not JSON, or not an object, is malformed.', async () => {
  for (const body of ['{', 'name=x', '{"name":"ab","quantity":1}}', '[]', 'null', '7', '"text"', '', undefined]) {
    const { status, problem, headers } = await send(body)
    assert.deepEqual([status, problem.reason], [400, 'malformed_body'], String(body))
    assert.equal(headers['content-type']?.split(';')[0], 'application/problem+json')
  }
})

test('A body may be left out where nothing in it is required.', async () => {
  for (const body of [undefined, '', '{}']) assert.deepEqual((await ask('note', { body })).value, { got: {} })
})

test('Each faulty field is named by its path.', async () => {
  const { status, problem } = await send({ name: 'x', kind: 'loan', place: { floor: 'third' }, stops: [{ city: 1 }] })
  assert.deepEqual([status, problem.reason, problem.requestId], [400, 'invalid_input', 'a-test-request'])
  assert.deepEqual(problem.errors?.map(({ path }) => path).sort(), [
    '/kind',
    '/name',
    '/place/city',
    '/place/floor',
    '/quantity',
    '/stops/0/city',
  ])
  const messageAt = (path: string) => problem.errors?.find((error) => error.path === path)?.message
  assert.equal(messageAt('/quantity'), 'is required')
  assert.equal(messageAt('/kind'), 'must be one of gift, sale')
})

test('Types are not guessed in a body: a number in a text is a text.', async () => {
  for (const quantity of ['1', true, null, 1.5, 0, [1]])
    assert.deepEqual(
      (await send({ name: 'ab', quantity })).problem.errors?.map(({ path }) => path),
      ['/quantity'],
    )
})

test('Undeclared fields of a body get nowhere, at no depth.', async () => {
  const place = { city: 'Fez', admin: true }
  const { value } = await send({
    name: 'ab',
    quantity: 1,
    id: 'other',
    admin: true,
    place,
    stops: [place, place],
    back: place,
    labels: { any: 'label' },
  })
  const kept = { city: 'Fez' }
  const labels = { any: 'label' }
  assert.deepEqual(value.got, {
    name: 'ab',
    quantity: 1,
    id: '7',
    place: kept,
    stops: [kept, kept],
    back: kept,
    labels,
  })
  assert.deepEqual((await send({ name: 'ab', quantity: 1, back: null })).value.got.back, null)
})

test('Keys that mean something to JavaScript are harmless.', async () => {
  const poison = '{"polluted":true,"name":"zz"}'
  const place = `{"city":"Fez","__proto__":${poison}}`
  const { status, value } = await send(
    `{"__proto__":${poison},"constructor":{"prototype":${poison}},"name":"ab","quantity":1,"place":${place}}`,
  )
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(value.got).sort(), ['id', 'name', 'place', 'quantity'])
  assert.deepEqual([value.got.name, Object.keys(value.got.place)], ['ab', ['city']])
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
  assert.equal((await send('{"__proto__":{"name":"ab","quantity":1}}')).status, 400)
  assert.equal((await send('{"name":"ab","quantity":1,"kind":"constructor"}')).status, 400)
})

test('A text that no database keeps is refused, and one that only looks like it is not.', async () => {
  const name = (text: string) => send(`{"name":"${text}","quantity":1}`)
  for (const text of ['a\\u0000', 'a\\ud800b', '\\udc00a'])
    assert.deepEqual([(await name(text)).status, (await name(text)).problem.reason], [400, 'invalid_input'], text)
  assert.equal((await name('\\ud83d\\ude00!')).value.got.name, '😀!')
  assert.equal((await name('a\\\\u0000')).value.got.name, 'a\\u0000')
  assert.equal((await send('{"name":"ab","quantity":1,"labels":{"a\\u0000":"b"}}')).status, 400)
})

test('A query’s numbers, flags and lists arrive as such.', async () => {
  const query = { q: '12', limit: '5', weight: '-1.5', open: 'true', tags: 'red', sizes: ['1', '2'], other: 'x' }
  const got = { q: '12', limit: 5, weight: -1.5, open: true, tags: ['red'], sizes: [1, 2] }
  assert.deepEqual((await ask('search', { query })).value, { got })
  assert.deepEqual((await ask('search', { query: { tags: ['a', 'b'], open: '0' } })).value.got, {
    tags: ['a', 'b'],
    open: false,
  })
  assert.deepEqual((await ask('room', { params: { number: '12' } })).value, { got: 12 })
})

test('Garbage in a query is refused by the name of its field.', async () => {
  const garbage = {
    limit: ['', ' ', 'ten', '1.5', '0', '101', 'Infinity', '1e3'],
    weight: ['NaN', ''],
    open: ['maybe'],
  }
  for (const [name, values] of Object.entries(garbage)) {
    for (const value of values) {
      const { status, problem } = await ask('search', { query: { [name]: value } })
      assert.deepEqual([status, problem.errors?.[0]?.path], [400, `/${name}`], `${name}=${value}`)
    }
  }
  const twice = await ask('search', { query: { limit: ['1', '2'] } })
  assert.deepEqual([twice.status, twice.problem.errors?.[0]?.path], [400, '/limit'])
  assert.equal((await ask('search', { query: { sizes: ['1', 'x'] } })).problem.errors?.[0]?.path, '/sizes/1')
  assert.equal((await ask('room', { params: { number: 'twelve' } })).problem.errors?.[0]?.path, '/number')
})

test('What a row holds beside the declared fields is never answered.', async () => {
  assert.deepEqual((await ask('readAccount')).value, { email: 'a@example.org', owner: { name: 'Idris' } })
})

test('Under test, an answer that does not have its promised shape is a failure, although it could be bent into it.', async () => {
  assert.equal((await ask('bend')).status, 500)
  for (const how of ['otherCode', 'otherDetails'])
    assert.equal((await ask('refuse', { body: { how } })).status, 500, how)
})

test('A declared error arrives with its status, words and details.', async () => {
  const { status, problem } = await ask('refuse', { body: { how: 'declared' } })
  assert.equal(status, 409)
  assert.deepEqual(problem, {
    type: '/api/docs#too_heavy',
    title: 'too heavy',
    status: 409,
    code: 'conflict',
    reason: 'too_heavy',
    detail: 'Make it lighter.',
    requestId: 'a-test-request',
    details: { limit: 30 },
  })
})

test('The platform’s own errors need no declaration, and say when to try again.', async () => {
  const { status, problem, headers } = await ask('refuse', { body: { how: 'platform' } })
  assert.deepEqual([status, problem.reason, problem.retryAfter, headers['retry-after']], [404, 'not_found', 7, '7'])
})

test('Any other error is a 500 that tells nothing.', async () => {
  for (const how of ['undeclared', 'internal', 'bug', 'nothing']) {
    const { status, problem } = await ask('refuse', { body: { how } })
    const { code, reason, requestId } = problem
    assert.deepEqual([status, code, reason, requestId], [500, 'internal', 'internal', 'a-test-request'], how)
    assert.doesNotMatch(JSON.stringify(problem), /idris|burnt|heavy/i)
  }
})

test('A database out of reach is nobody’s fault: try again in a moment.', async () => {
  const { status, problem, headers } = await ask('refuse', { body: { how: 'away' } })
  assert.deepEqual([status, problem.reason, headers['retry-after']], [503, 'unavailable', '1'])
  assert.equal((await ask('readAccount')).status, 200)
})

test('Who may call is told by the rules of the operation.', async () => {
  const people: Record<string, Caller> = {
    stranger: anonymous,
    customer: asCustomer(),
    clerk: asStaff('stock'),
    sorter: asStaff('stock', 'sort'),
    chief: asStaff('*'),
    neighbour: asService('order'),
  }
  const answers = async (operation: 'open' | 'mine' | 'inner' | 'sort') =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(people).map(async ([name, caller]) => [name, (await ask(operation, { caller })).status]),
      ),
    )
  const all = { stranger: 204, customer: 204, clerk: 204, sorter: 204, chief: 204, neighbour: 204 }
  assert.deepEqual(await answers('open'), all)
  assert.deepEqual(await answers('mine'), { ...all, stranger: 401, neighbour: 403 })
  const inner = { stranger: 403, customer: 403, clerk: 403, sorter: 403, chief: 403, neighbour: 204 }
  assert.deepEqual(await answers('inner'), inner)
  assert.deepEqual(await answers('sort'), { ...inner, stranger: 401, sorter: 204, chief: 204 })
})

test('Rights are looked at before the input: who may not call learns nothing of it.', async () => {
  const refused = await ask('inner', { query: { any: 'thing' }, body: '{' })
  assert.deepEqual([refused.status, refused.problem.reason], [403, 'not_allowed'])
})

test('An Idempotency-Key is asked for where it is needed, and must be printable.', async () => {
  const reasonFor = async (idempotencyKey: string | undefined) => (await ask('pay', { idempotencyKey })).value?.reason
  assert.equal(await reasonFor(undefined), 'key_required' satisfies string)
  assert.equal(await reasonFor('x'.repeat(256)), 'invalid_input')
  assert.equal(await reasonFor('two words'), 'invalid_input')
  assert.equal(await reasonFor('order-1'), undefined)
})

test('An operation that the contract lacks is not found.', {
  skip: processEnvironment().SOUK_TRANSPORT === 'http',
}, async () => {
  const { status, problem } = await ask('constructor' as never)
  assert.deepEqual([status, problem.code], [404, 'not_found' satisfies Code])
})

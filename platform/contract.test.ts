import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { staff } from './auth.ts'
import { Bytes, contract, del, get, nullable, oneOf, patch, post, put, SignedBody } from './contract.ts'
import { checker } from './schema.ts'
import { service } from './service.ts'

const summary = 'A thing'
const access = 'public'
const Name = Type.String()

function declare(operations: Record<string, ReturnType<typeof get>>, events = {}) {
  return () => contract('things', 'Things', { operations: operations as never, events })
}

test('An operation that does not say who may call it is refused at start, by its name.', () => {
  const open = get('/things', { summary } as never)
  assert.throws(declare({ listThings: open }), /things\.listThings.*access/)
  assert.throws(declare({ listThings: get('/things', { summary, access: [] }) }), /things\.listThings.*access/)
  assert.throws(declare({ listThings: get('/things', { summary, access: [undefined as never] }) }), /access/)
  assert.doesNotThrow(declare({ listThings: get('/things', { summary, access: ['internal', staff('things')] }) }))
})

test('A name may stand in one of params, query and body only, since a handler gets them as one object.', () => {
  const params = { id: Name }
  const both = Type.Object({ id: Name })
  assert.throws(() => put('/things/:id', { summary, access, params, body: both }), /PUT \/things\/:id.*'id'/)
  assert.throws(() => get('/things/:id', { summary, access, params, query: both }), /'id'/)
  const q = Type.Object({ q: Name })
  assert.throws(() => post('/things', { summary, access, query: q, body: q }), /'q'/)
})

test('The declared params are exactly those of the path.', () => {
  assert.throws(() => get('/things/:id', { summary, access }), /declare exactly these params: id/)
  assert.throws(() => get('/things', { summary, access, params: { id: Name } }), /params: none/)
  assert.throws(() => get('/things/:id/:part', { summary, access, params: { id: Name, other: Name } }), /id, part/)
  assert.doesNotThrow(() => get('/things/:id/:part', { summary, access, params: { part: Name, id: Name } }))
})

test('What only reads or removes has no body.', () => {
  const body = Type.Object({ name: Name })
  assert.throws(() => get('/things', { summary, access, body }), /a GET has no body/)
  assert.throws(() => del('/things', { summary, access, body }), /a DELETE has no body/)
})

test('What takes a raw body says so, and gets it with its signature.', () => {
  const rawBody = { signature: 'x-signature' }
  assert.deepEqual(post('/hooks', { summary, access, rawBody, body: SignedBody }).rawBody, rawBody)
  assert.throws(() => post('/hooks', { summary, access, rawBody }), /raw body and SignedBody/)
  assert.throws(() => post('/hooks', { summary, access, body: SignedBody }), /raw body and SignedBody/)
})

test('Two operations cannot be at one address, whatever their params are called, nor any where the feed is.', () => {
  const byId = get('/things/:id', { summary, access, params: { id: Name } })
  const bySlug = get('/things/:slug', { summary, access, params: { slug: Name } })
  assert.throws(declare({ byId: byId as never, bySlug: bySlug as never }), /things\.bySlug.*byId already/)
  assert.throws(declare({ listEvents: get('/events', { summary, access }) }), /things\.listEvents.*feed/)
  const change = patch('/things/:id', { summary, access, params: { id: Name } })
  assert.doesNotThrow(declare({ byId: byId as never, change: change as never }))
})

test('An event is named after its service, what happened, and a version.', () => {
  const event = Type.Object({})
  assert.doesNotThrow(declare({}, { 'things.thing-made.v1': event, 'things.thing-made.v12': event }))
  for (const name of ['thing-made.v1', 'things.thing-made', 'things.ThingMade.v1', 'other.thing-made.v1', 'things.v1'])
    assert.throws(declare({}, { [name]: event }), new RegExp(`event '${name}'`))
})

test('What a repetition does follows from the method, unless it is told.', () => {
  const of = { summary, access } as const
  assert.equal(get('/a', of).repeat, 'safe')
  assert.equal(put('/a', of).repeat, 'natural')
  assert.equal(del('/a', of).repeat, 'natural')
  assert.equal(post('/a', of).repeat, 'stored')
  assert.equal(post('/a', { ...of, repeat: 'natural' }).repeat, 'natural')
})

test('An operation that returns nothing answers 204, and another 200 or what it says.', () => {
  assert.deepEqual(del('/a', { summary, access }).statuses, [204])
  assert.deepEqual(get('/a', { summary, access, returns: Name }).statuses, [200])
  const created = post('/a', { summary, access, returns: Name, status: 201, alsoStatus: 202 })
  assert.deepEqual([created.status, created.statuses], [201, [201, 202]])
  assert.equal(get('/a', { summary, access, returns: Bytes }).bytes, true)
})

test('A nullable field takes null and what it takes anyway, and nothing else.', () => {
  const size = checker(nullable(oneOf('s', 'm')))
  assert.deepEqual([null, 's', 'x', 1].map(size.check), [true, true, false, false])
  const count = checker(nullable(Type.Integer({ minimum: 1 })))
  assert.deepEqual([null, 1, 0, '1'].map(count.check), [true, true, false, false])
  const place = checker(nullable(Type.Object({ city: Name })))
  assert.deepEqual([null, { city: 'Fez' }, {}].map(place.check), [true, true, false])
})

test('A service keeps all that its contract promises, and nothing besides.', () => {
  const things = contract('things', 'Things', {
    operations: { getThing: get('/thing', { summary, access }), endThing: del('/thing', { summary, access }) },
    events: {},
  })
  const rest = { contract: things, calls: {}, config: {}, migrations: undefined, consumers: [], jobs: [] }
  const nothing = async () => undefined
  assert.throws(
    () => service({ ...rest, operations: { getThing: nothing } as never }),
    /missing operations \[endThing\]/,
  )
  const operations = { getThing: nothing, endThing: nothing, sellThing: nothing }
  assert.throws(() => service({ ...rest, operations }), /not in the contract \[sellThing\]/)
})

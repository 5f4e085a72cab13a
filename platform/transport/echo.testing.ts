/** Two made-up services, one of which calls the other, for tests of the ways between them. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { Bytes, contract, del, get, post, put, SignedBody } from '../contract.ts'
import { SoukError } from '../errors.ts'
import { type Calls, type Parts, service } from '../service.ts'

const Thing = Type.Object({ name: Type.String(), tags: Type.Array(Type.String()), size: Type.Optional(Type.Integer()) })
const id = { id: Type.String() }
const access = 'public'
const summary = 'Made up'

export const echo = contract('echo', 'Made up for this test', {
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
    receive: post('/signed', {
      summary,
      access,
      repeat: 'natural',
      rawBody: { signature: 'made-up-signature' },
      body: SignedBody,
      returns: SignedBody,
    }),
    whoAsks: get('/who', { summary, access, returns: Type.Object({ who: Type.String() }) }),
    hang: get('/hang', { summary, access, timeout: 150 }),
    hangLonger: get('/hang-longer', { summary, access, timeout: 20_000 }),
  },
  events: { 'echo.thing-kept.v1': Type.Object({}) },
})
type Echo = Parts<typeof echo, {}, {}>

export const front = contract('front', 'Made up for this test', {
  operations: {
    ask: get('/ask', { summary, access, returns: Type.Object({ who: Type.String() }) }),
    askSlowly: get('/ask-slowly', { summary, access, returns: Type.Object({ who: Type.String() }) }),
  },
  events: {},
})
const calls = { echo }
type Front = Parts<typeof front, typeof calls, {}>

export const ownPicture = new Uint8Array([0, 1, 2, 254, 255])
export const kept = { name: 'kept', tags: ['own'] }
/** Lets the calls go that hang. */
export let release = () => {}
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
  receive: async ({ payload, signature }) => ({ payload, signature }),
  whoAsks: async (_input, { caller, session, address, trail }) => ({
    who: JSON.stringify({ caller, session, address, requestId: trail.requestId, left: trail.deadline - Date.now() }),
  }),
  hang: stay,
  hangLonger: stay,
}
export const rest = { config: {}, migrations: undefined, consumers: [], jobs: [] }
export const echoService = service({ contract: echo, calls: {}, ...rest, operations })
const ask: Front['operations']['ask'] = (_input, context) => context.calls.echo.whoAsks({})
const askSlowly: Front['operations']['ask'] = async (input, context) => {
  await sleep(200)
  return ask(input, context)
}
export const frontService = service({
  contract: front,
  calls: calls satisfies Calls,
  ...rest,
  operations: { ask, askSlowly },
})

/** What a call came to, to be compared whatever way it took. */
export async function outcomeOf(call: Promise<unknown>) {
  try {
    return { answer: await call }
  } catch (error) {
    assert.ok(error instanceof SoukError)
    const { code, reason, message, details, errors, retryAfter } = error
    return { code, reason, message, details, errors, retryAfter }
  }
}

/** What every service promises beside its operations: health, refusals of what is nowhere, whom it believes, deadlines. */
import { randomUUID } from 'node:crypto'
import type { Operation } from '@souk/platform/contract.ts'
import { readEvents } from '@souk/platform/events/feed.ts'
import { UnsecuredJWT } from 'jose'
import type { Clause } from './clause.ts'
import type { Door } from './door.ts'
import { expectEqual, expectProblem, expectStatus, expectThat } from './expectations.ts'
import { customer, member, neighbour, stranger } from './ground.ts'

const chapter = 'Every service'

export const clausesOfEveryService: readonly Clause[] = [
  {
    chapter,
    title: 'tells by GET /health/live that it lives, and by GET /health/ready that it can answer',
    async check({ door }) {
      for (const path of ['/health/live', '/health/ready']) expectStatus(await door.send({ method: 'GET', path }), 200)
    },
  },
  {
    chapter,
    title: 'answers 404 where there is nothing',
    async check({ door }) {
      for (const path of ['/nothing-is-here', '/events/of-nobody'])
        for (const as of [stranger, neighbour]) expectProblem(await door.send({ method: 'GET', path, as }), 'not_found')
      expectProblem(await door.send({ method: 'DELETE', path: '/events', as: neighbour }), 'not_found')
    },
  },
  {
    chapter,
    title: 'names a refused request by the x-request-id that it came with, or by one of its own',
    async check({ door }) {
      const path = '/nothing-is-here'
      const given = `conformance-${randomUUID()}`
      const named = await door.send({ method: 'GET', path, headers: { 'x-request-id': given } })
      expectEqual(named, named.body?.requestId, given, 'requestId')
      const unusable = await door.send({ method: 'GET', path, headers: { 'x-request-id': 'sh ort' } })
      const own = String(unusable.body?.requestId)
      expectThat(unusable, own !== 'sh ort' && own.length >= 8, 'a request id of the service’s own', own)
    },
  },
  {
    chapter,
    title: 'takes a caller for a stranger whose token it cannot trust',
    async check({ door }) {
      for (const [why, token] of await untrusted(door)) {
        const answer = await door.send({ method: 'GET', path: '/standing', token })
        expectThat(answer, answer.status === 403, `403 for ${why}`)
        expectProblem(answer, 'not_allowed')
      }
      expectProblem(await door.send({ method: 'GET', path: '/standing' }), 'not_allowed')
      const claims = { 'souk-caller': JSON.stringify(neighbour), 'x-forwarded-user': 'order' }
      expectProblem(await door.send({ method: 'GET', path: '/standing', headers: claims }), 'not_allowed')
      expectStatus(await door.send({ method: 'GET', path: '/standing', as: neighbour }), 200)
    },
  },
  {
    chapter,
    title: 'lets nobody wait past the deadline that comes with a request',
    async check({ door }) {
      const { body } = await door.send({ method: 'GET', path: '/standing', as: neighbour })
      const path = `${(readEvents as unknown as Operation).path}?wait=8000&after=${body?.head}`
      const answer = await door.send({ method: 'GET', path, as: neighbour, headers: { 'souk-deadline': '300' } })
      expectStatus(answer, 200, 504)
      expectThat(answer, answer.took < 1_500, 'an answer within 300 ms', `one after ${Math.round(answer.took)} ms`)
    },
  },
]

async function untrusted(door: Door): Promise<[why: string, token: string][]> {
  const claims = { caller: neighbour }
  return [
    ['a token of another secret', await door.tokenOf(neighbour, { secret: 'not-the-secret-of-this-house-at-all' })],
    ['a token for another service', await door.tokenOf(neighbour, { audience: 'somebody-else' })],
    ['a token whose time is over', await door.tokenOf(neighbour, { expires: -120 })],
    ['a token that nobody signed', new UnsecuredJWT(claims).setIssuer('order').setExpirationTime('1m').encode()],
    ['a text that is no token', 'a.b.c'],
    ['the token of a customer', await door.tokenOf(customer())],
    ['the token of staff', await door.tokenOf(member('*'))],
  ]
}

/** What the parent and its children tell each other, and what they know of each other by the environment. */
import { number, secret, text } from '@souk/platform/config.ts'

/** How much goes wrong inside a child: shares of its calls, of its commits and of the events that it is delivered. */
export type Weather = {
  /** A call to a neighbour, or a commit, that waits before it is made. */
  delayed: number
  /** One that is never made. */
  droppedBefore: number
  /** One that took effect, and whose answer is lost. */
  droppedAfter: number
  /** A call that arrives twice. */
  twice: number
  /** An event delivered twice, or again after newer ones. */
  events: number
}

export const calm: Weather = { delayed: 0, droppedBefore: 0, droppedAfter: 0, twice: 0, events: 0 }
export const foul: Weather = { delayed: 0.02, droppedBefore: 0.006, droppedAfter: 0.006, twice: 0.02, events: 0.1 }

export type ToChild = { tell: 'weather'; weather: Weather } | { tell: 'fill_pool'; milliseconds: number }
export type ToParent = { tell: 'ready' } | { tell: 'happened'; what: Inside; where: string }

/** What can go wrong inside a child. */
export type Inside =
  | 'call_delayed'
  | 'call_never_made'
  | 'answer_lost'
  | 'call_twice'
  | 'commit_delayed'
  | 'commit_refused'
  | 'commit_without_answer'
  | 'pool_filled'

export const childSettings = {
  runs: text('CHAOS_RUNS', 'the services, and the gateway, that this process runs, with commas'),
  seed: number('CHAOS_SEED', 'what its chance is drawn from', 1),
  connections: number('SOUK_CONNECTIONS', 'connections to the database of each service', 6),
  email: text('SOUK_ADMIN_EMAIL', 'the first staff account'),
  password: secret('SOUK_ADMIN_PASSWORD', 'its password', undefined),
}

/** The figures of calls between processes, all in one place. */
import { type Config, number } from '../config.ts'

export const callSettings = {
  atOnce: number('SOUK_CALLS_AT_ONCE', 'calls under way to one neighbour; further ones wait', 128, 1),
  waiting: number('SOUK_CALLS_WAITING', 'calls that may wait for one neighbour; further ones are refused', 512),
  failures: number('SOUK_BREAKER_FAILURES', 'failures in a row after which a replica is left alone', 5, 1),
  rest: number('SOUK_BREAKER_REST_MS', 'milliseconds between looks at a replica that is left alone', 1_000, 10),
  retryShare: number('SOUK_RETRY_SHARE', 'repetitions for each call to a neighbour; 0: but a few', 0.2),
}
export type CallSettings = Config<typeof callSettings>

/** How often one call is sent at most. */
export const mostAttempts = 3
/** Repetitions that a neighbour gets on top of its share, so that one that is seldom called gets any. */
export const sparedRetries = 10
/** Milliseconds before the first repetition at the same replica; twice as many before the second. */
export const firstPause = 50
/** The callee gives up so many milliseconds before its caller, or a tenth of the time left where that is less. */
export const margin = 50
/** Who gave a call less than this many milliseconds says nothing about the replica when they run out. */
export const fairTime = 500
/** A replica that owes answers and has given none for so many milliseconds is looked at. */
export const silence = 1_000
/** For a connection, in milliseconds: the system makes it, however busy the process is. */
export const quick = 1_000
/** For a look at whether a replica is ready, in milliseconds: one that has much to do answers late, one that hangs does not. */
export const lookTime = 2_500
/** How long a replica that says goodbye, or leaves a long poll unanswered, is asked only where there is no other, in milliseconds. */
export const avoidance = 5_000
/** A host name is resolved again after so many milliseconds. */
export const resolveAgain = 5_000

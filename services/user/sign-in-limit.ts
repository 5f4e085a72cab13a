/** After so many failures with one e-mail within so long, nobody signs in with it for a while, whatever the password. */
const mostFailures = 10
const windowMilliseconds = 15 * 60 * 1_000

/** Failures before this moment count no longer. */
export function countedSince(now: Date) {
  return new Date(now.getTime() - windowMilliseconds)
}

/**
 * @param failures milliseconds since the epoch of those that count, oldest first
 * @returns seconds until the next attempt is let in; 0 when it is let in now
 */
export function secondsToWait(failures: readonly number[], now: Date) {
  const decisive = failures[failures.length - mostFailures]
  if (decisive === undefined) return 0
  return Math.max(1, Math.ceil((decisive + windowMilliseconds - now.getTime()) / 1_000))
}

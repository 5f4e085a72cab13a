const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const waits = [second, 5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour]

/**
 * @param attempts how many have failed
 * @returns milliseconds until the next one; undefined where it is enough: ten in some eight hours
 */
export function waitAfter(attempts: number): number | undefined {
  return waits[attempts - 1]
}

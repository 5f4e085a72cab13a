/** One promise of a contract as it can be seen from outside, and the ways in which it can turn out. */
import type { Ground } from './ground.ts'

export type Clause = {
  /** Under what it is listed. */
  chapter: string
  /** A sentence. */
  title: string
  /** @throws Broken where the promise is not kept, LeftOut where it cannot be looked at */
  check(ground: Ground): Promise<void>
}

/** A promise that is not kept: what was promised, what came instead, and of which request. */
export class Broken extends Error {
  override name = 'Broken'
  readonly expected: string
  readonly got: string
  readonly request: string

  constructor(expected: string, got: string, request: string) {
    super(`expected ${expected}, got ${got}, of ${request}`)
    this.expected = expected
    this.got = got
    this.request = request
  }
}

/** What could not be looked at; the message says what to do to have it looked at. */
export class LeftOut extends Error {
  override name = 'LeftOut'
}

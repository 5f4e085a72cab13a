/** How a look at a promise can turn out, when it is not kept. */

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

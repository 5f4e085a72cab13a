/** `find` stands exactly once in the file: where it does not, the safeguard has moved. */
export type Change = { file: string; find: string; replace: string }

export type Safeguard = {
  /** A sentence for people. */
  name: string
  off: readonly Change[]
  /**
   * Each of these goes red: a test's title, or a part of it that no other test of the file has. `by` is the file to run, where
   * the test stands in one that others use.
   */
  tests: readonly { file: string; title: string; by?: string }[]
  /** Where another safeguard stands behind this one. */
  behind?: string
}

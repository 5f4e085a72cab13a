/** Runs named tests of a tree, and tells which of them went green and red. */
import { join } from 'node:path'
import { run } from 'node:test'
import type { Environment } from '@souk/platform/config.ts'

type Named = { file: string; title: string; by?: string }
export type Outcome = { green: Named[]; red: (Named & { error: string })[] }

/** No test of a safeguard takes so long; one that hangs without its safeguard is ended. In milliseconds. */
const longest = 240_000

/** @returns of each named test how it ended; one that did not come to its end, or is not there, is in neither list */
export async function tryTests(
  tree: string,
  tests: readonly Named[],
  environment: Environment,
  signal: AbortSignal,
): Promise<Outcome> {
  const outcome: Outcome = { green: [], red: [] }
  const stream = run({
    cwd: tree,
    files: [...new Set(tests.map(({ file, by }) => join(tree, by ?? file)))],
    testNamePatterns: tests.map(({ title }) => new RegExp(title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))),
    isolation: 'process',
    concurrency: 2,
    timeout: longest,
    env: environment,
    signal,
  })
  const named = (event: { name: string; file?: string }) =>
    tests.filter(({ file, title }) => event.file === join(tree, file) && event.name.includes(title))
  stream.on('test:pass', (event) => {
    if (event.skip === undefined) outcome.green.push(...named(event))
  })
  stream.on('test:fail', (event) => {
    const { cause } = event.details.error
    const error = cause instanceof Error ? cause.message : String(cause ?? event.details.error.message)
    outcome.red.push(...named(event).map((one) => ({ ...one, error })))
  })
  for await (const _ of stream);
  return outcome
}

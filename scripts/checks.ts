/** What tools can see without running the shop. `npm run check` and scripts/hygiene.test.ts run these. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { brokenWalls, parts } from './walls.ts'

const root = resolve(import.meta.dirname, '..')
const storefront = resolve(root, 'apps/storefront')
/** What the compiler knows from the last time, so that a second run looks at what changed. */
const remembered = ['--tsBuildInfoFile', 'node_modules/.cache/types.tsbuildinfo']

export type Outcome = { ok: boolean; output: string }
export type Check = { title: string; run(): Promise<Outcome> }

export const types: Check = {
  title: 'Every type fits.',
  run: () => tool('typescript/bin/tsc', '--project', '.', '--pretty', 'false', '--incremental', ...remembered),
}

export const pages: Check = {
  title: 'The storefront’s pages have no type error, and nothing that keeps people out.',
  async run() {
    const prepared = await pageTypes()
    const words = ['--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings']
    return prepared.ok ? toolIn(storefront, 'svelte-check/bin/svelte-check', words) : prepared
  },
}

export const format: Check = {
  title: 'Code is formatted and free of what the linter knows to be wrong.',
  run: () => tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--max-diagnostics=30', '.'),
}

export const deadCode: Check = {
  title: 'No file, export or dependency is there for nothing.',
  async run() {
    const prepared = await pageTypes()
    return prepared.ok ? tool('knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors') : prepared
  },
}

export const imports: Check = {
  title: 'Nobody imports what lies behind a wall.',
  run: () => cruise(root),
}

export const names: Check = {
  title: 'Names, lengths and the environment are kept to their rules.',
  async run() {
    const faults = brokenWalls(root)
    return { ok: faults.length === 0, output: faults.join('\n') }
  },
}

let preparing: Promise<Outcome> | undefined
/** The types that SvelteKit makes from the names of files; made once, also where two checks ask for them. */
function pageTypes() {
  preparing ??= toolIn(storefront, '@sveltejs/kit/svelte-kit.js', ['sync'])
  return preparing
}

/** @param tree the folder of a tree like this one */
export function cruise(tree: string) {
  const config = resolve(root, '.dependency-cruiser.cjs')
  const words = ['--config', config, '--output-type', 'err-long', ...parts]
  return toolIn(tree, 'dependency-cruiser/bin/dependency-cruiser.mjs', words)
}

function tool(program: string, ...words: string[]) {
  return toolIn(root, program, words)
}

/** Tools run by this Node, whatever `node` is in the shell's path. */
function toolIn(folder: string, program: string, words: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [resolve(root, 'node_modules', program), ...words], { cwd: folder })
  let output = ''
  child.stdout.on('data', (bytes) => {
    output += bytes
  })
  child.stderr.on('data', (bytes) => {
    output += bytes
  })
  return new Promise((done) => {
    child.on('error', (error) => done({ ok: false, output: error.message }))
    child.on('close', (code) => done({ ok: code === 0, output: output.trim() }))
  })
}

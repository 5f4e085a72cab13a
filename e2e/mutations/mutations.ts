/**
 * `npm run mutations`: switches off, one at a time, each safeguard that keeps the money right, in a copy of the working
 * tree, and shows that the tests named for it go red. Ends by 1 where one can be switched off unnoticed.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Environment, processEnvironment } from '@souk/platform/config.ts'
import { startThrowAwayPostgres } from '@souk/platform/database/throw-away.ts'
import { change, copyTree } from './copy.ts'
import type { Safeguard } from './safeguard.ts'
import { safeguards } from './safeguards.ts'
import { tryTests } from './trying.ts'

const root = resolve(import.meta.dirname, '../..')
const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values
const wanted = safeguards.filter(({ name }) => only === undefined || only.some((part) => name.includes(part)))
if (wanted.length === 0) {
  console.error(
    `No safeguard is called ${only?.join(' or ')}. There are:\n${safeguards.map(({ name }) => `  ${name}`).join('\n')}`,
  )
  process.exit(2)
}

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())

const folder = mkdtempSync(join(tmpdir(), 'souk-mutations-'))
try {
  process.exitCode = await tryAll()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function tryAll() {
  const tree = join(folder, 'tree')
  mkdirSync(tree)
  copyTree(root, tree)
  const postgres = await startThrowAwayPostgres()
  try {
    // A walk that is named makes every mishap of its journey, not those alone that no other journey makes.
    const environment = { ...processEnvironment(), SOUK_TEST_DATABASE: postgres.adminUrl, SOUK_WALK: 'whole' }
    const areAllGreen = await areGreen(tree, environment)
    if (stopping.signal.aborted) return 130
    if (!areAllGreen) return 1
    const unnoticed: string[] = []
    for (const safeguard of wanted) {
      const isNoticed = await goesRed(tree, safeguard, environment)
      if (stopping.signal.aborted) return 130
      if (!isNoticed) unnoticed.push(safeguard.name)
    }
    console.log(
      unnoticed.length === 0
        ? `\nNone of ${wanted.length} can be switched off unnoticed.`
        : `\n${unnoticed.length} of ${wanted.length} can be switched off unnoticed.`,
    )
    return unnoticed.length === 0 ? 0 : 1
  } finally {
    await postgres.stop()
  }
}

/** With everything on, each named test is green. */
async function areGreen(tree: string, environment: Environment) {
  const tests = wanted.flatMap((safeguard) => safeguard.tests)
  const { green, red } = await tryTests(tree, tests, environment, stopping.signal)
  if (stopping.signal.aborted) return false
  const missing = tests.filter((test) => !green.includes(test))
  for (const { file, title } of missing) {
    const error = red.find((one) => one.file === file && one.title === title)?.error ?? 'there is no such test'
    console.error(`✖ With every safeguard on, this is not green: ${title} (${file})\n  ${error}`)
  }
  if (missing.length === 0) console.log(`✔ With every safeguard on, the ${new Set(green).size} tests are green.\n`)
  return missing.length === 0
}

async function goesRed(tree: string, { name, off, tests, behind }: Safeguard, environment: Environment) {
  const began = performance.now()
  const putBack = change(tree, off)
  try {
    const { red } = await tryTests(tree, tests, environment, stopping.signal)
    if (stopping.signal.aborted) return false
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    const isNoticed = tests.every(({ file, title }) => red.some((one) => one.file === file && one.title === title))
    console.log(`${isNoticed ? '✔' : '✖'} ${name} (${seconds} s)`)
    if (behind !== undefined) console.log(`    ${behind}`)
    for (const { file, title } of tests) {
      const found = red.find((one) => one.file === file && one.title === title)
      const error = (found?.error ?? '').replace(/\s+/g, ' ').slice(0, 140)
      console.log(
        `    ${found === undefined ? 'NOT RED' : 'red'}: ${title} (${file})${found === undefined ? '' : `\n         ${error}`}`,
      )
    }
    return isNoticed
  } finally {
    putBack()
  }
}

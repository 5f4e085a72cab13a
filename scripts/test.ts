/** `npm test`: one PostgreSQL for the whole run, then every test file; `npm test -- PATTERN …` runs those that match. */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { startThrowAwayPostgres } from '@souk/platform/database/throw-away.ts'
import { buildStorefront } from '@souk/storefront/build.ts'
import { unpackChromium } from '../e2e/chromium.ts'

const root = resolve(import.meta.dirname, '..')
const patterns = process.argv.slice(2)
const parts = 'contracts,platform,services,apps,demo,e2e,chaos,conformance,deploy,scripts'
const files = globSync(`{${parts}}/**/*.test.ts`, { cwd: root })
  .filter((file) => !file.includes('node_modules'))
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
  .sort()
if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(', ')}.`)
  process.exit(2)
}

// Several files use these: made once, before they all begin.
if (files.some((file) => file.startsWith('e2e/'))) {
  await buildStorefront((line) => console.log(line))
  await unpackChromium()
}

const postgres = await startThrowAwayPostgres()
const run = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-timeout=240000', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, SOUK_TEST_DATABASE: postgres.adminUrl },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => run.kill(signal))
const code = await new Promise<number>((done) => run.on('exit', (exit) => done(exit ?? 1)))
await postgres.stop()
process.exit(code)

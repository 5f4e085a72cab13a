/**
 * `npm run conformance -- <service> --url <address>`: whether a service, in whatever language, keeps the promises of its
 * contract. Ends with 1 where it does not, with 2 where it cannot be asked.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { processEnvironment } from '@souk/platform/config.ts'
import { secretsIn } from '@souk/platform/service-token.ts'
import { contracts } from '../scripts/contracts.ts'
import { playNeighbours } from './neighbours.ts'
import { painted, summary, writer } from './report.ts'
import { checkService, scriptOf } from './suite.ts'
import { writtenContract } from './written-contract.ts'

const usage = `Usage: SOUK_HOUSE_SECRET=… npm run conformance -- <service> --url <address> [--neighbours PORT] [--json FILE]

  <service>           ${contracts.map(({ name }) => name).join(', ')}
  --url               where the service listens, such as http://127.0.0.1:4107
  --neighbours PORT   plays the services that it calls and follows, from this port on, so that more can be checked
  --json FILE         writes what was found as data, too
  --contract          asks nobody: prints the contract as JSON, to build a service from in any language

The service must have been started with the same SOUK_HOUSE_SECRET, on data that may be thrown away.`

/** Milliseconds that a service may take to start to listen. */
const patience = 10_000

class CannotAsk extends Error {}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  console.error(`\n${(error as Error).message}\n`)
  process.exitCode = 2
}

async function run(words: string[]) {
  const { name, isToWrite, ...rest } = readWords(words)
  const contract = contracts.find((one) => one.name === name)
  if (contract === undefined) throw new CannotAsk(`There is no contract '${name}'.\n\n${usage}`)
  if (isToWrite) {
    process.stdout.write(writtenContract(contract))
    return 0
  }
  const { url, port, json } = readTarget(name, rest)
  const [secret] = secretsIn(processEnvironment().SOUK_HOUSE_SECRET)
  if (secret === undefined)
    throw new CannotAsk(`Set SOUK_HOUSE_SECRET to the one that the service was started with.\n\n${usage}`)
  const { neighbours: known } = scriptOf(contract)
  const neighbours = port === undefined ? undefined : await playNeighbours(known, { houseSecret: secret, port })
  try {
    for (const [service, address] of neighbours?.addresses ?? [])
      console.log(
        `Playing ${service}-service: the service is to be started with ${service.toUpperCase()}_SERVICE_URL=${address}`,
      )
    await expectSomebody(url)
    const paint = painted(process.stdout.isTTY === true)
    const write = writer((line) => console.log(line), paint)
    const findings = await checkService(contract, { url, secret, neighbours }, write)
    console.log(summary(contract.name, url, findings, paint))
    if (json !== undefined)
      writeFileSync(json, `${JSON.stringify({ service: contract.name, url, findings }, null, 2)}\n`)
    return findings.some(({ outcome }) => outcome === 'broken') ? 1 : 0
  } finally {
    await neighbours?.close()
  }
}

type Values = { url?: string; neighbours?: string; json?: string }

function readWords(words: string[]) {
  const text = { type: 'string' } as const
  const options = { url: text, neighbours: text, json: text, contract: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [name, more] = positionals
    if (name === undefined || more !== undefined) throw new Error('Name one service.')
    return { name, isToWrite: values.contract === true, ...values }
  } catch (error) {
    throw new CannotAsk(`${(error as Error).message}\n\n${usage}`)
  }
}

function readTarget(name: string, { url = '', neighbours, json }: Values) {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new CannotAsk(`Say with --url where the ${name}-service listens, such as http://127.0.0.1:4107.\n\n${usage}`)
  const port = neighbours === undefined ? undefined : Number(neighbours)
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new CannotAsk(`--neighbours ${neighbours}: give a port, such as 4200.`)
  return { url, port, json }
}

async function expectSomebody(url: string) {
  for (const until = Date.now() + patience; ; ) {
    try {
      await fetch(new URL('/health/live', url), { signal: AbortSignal.timeout(2_000) })
      return
    } catch {
      if (Date.now() > until) throw new CannotAsk(`Nobody answers at ${url}. Is the service running?`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

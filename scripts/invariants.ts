/**
 * `npm run invariants`: compares all books of a running shop. `--json`: the report as data. Ends with 1 where something does
 * not agree, with 2 where the shop cannot be asked.
 */
import { resolve } from 'node:path'
import { audit } from '@souk/contracts/audit.ts'
import { clientsOf } from '@souk/platform/client.ts'
import { processEnvironment } from '@souk/platform/config.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { newTrail } from '@souk/platform/running.ts'
import { secretsIn, trustBy } from '@souk/platform/service-token.ts'
import { httpTransport } from '@souk/platform/transport/http.ts'
import { type AuditAccess, findAudit } from './audit-address.ts'
import { painter, writeReport } from './audit-report.ts'

const environment = processEnvironment()
const data = resolve(environment.SOUK_DATA || resolve(import.meta.dirname, '../.souk'))

try {
  const report = await ask(findAudit(environment, data))
  const asData = process.argv.includes('--json')
  console.log(asData ? JSON.stringify(report, null, 2) : writeReport(report, painter(process.stdout.isTTY === true)))
  process.exitCode = report.checks.some(({ exceptions }) => exceptions > 0) ? 1 : 0
} catch (error) {
  console.error(`\n${whatToDo(error)}\n`)
  process.exitCode = 2
}

async function ask({ url, houseSecret }: AuditAccess) {
  const contracts = new Map([[audit.name, audit as unknown as Contract]])
  const http = httpTransport({ contracts, trust: trustBy(secretsIn(houseSecret)), addressesOf: () => [url] })
  try {
    const caller = { kind: 'service', name: 'invariants' } as const
    return await clientsOf(
      audit,
      http.send,
    )({ caller, trail: newTrail(audit.operations.runAudit.timeout) }).runAudit({})
  } finally {
    await http.close()
  }
}

function whatToDo(error: unknown) {
  const { message } = error as Error
  if (hasReason(error, 'not_signed_in', 'not_allowed'))
    return 'The shop does not know this SOUK_HOUSE_SECRET: give the one that it was started with.'
  if (hasReason(error, 'unavailable', 'deadline_exceeded'))
    return `The books could not be compared. ${message}\nIs the shop running, with all of its services? Try again in a moment.`
  return message
}

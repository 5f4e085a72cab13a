/** Where a running shop's audit-service is, for commands at the same machine: an address in a file that only the owner may read. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '@souk/platform/config.ts'

export type AuditAccess = { url: string; houseSecret: string }

/** @param data the folder of the shop @returns what takes it back */
export function announceAudit(data: string, url: string) {
  const folder = join(data, 'run')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'audit-service.url')
  rmSync(file, { force: true })
  writeFileSync(file, url, { mode: 0o600 })
  return () => {
    // Another start may have put its own there meanwhile.
    if (read(file) === url) rmSync(file, { force: true })
  }
}

/**
 * By AUDIT_SERVICE_URL and SOUK_HOUSE_SECRET where they are set, else as the shop with this folder has announced itself.
 * @throws saying what to do
 */
export function findAudit(environment: Environment, data: string): AuditAccess {
  const url = environment.AUDIT_SERVICE_URL?.split(',')[0]?.trim() || read(join(data, 'run', 'audit-service.url'))
  if (url === undefined)
    throw new Error(
      `No shop runs with its data in ${data}. Start one with npm start, name its folder with SOUK_DATA, or set ` +
        'AUDIT_SERVICE_URL and SOUK_HOUSE_SECRET for one that runs elsewhere.',
    )
  const houseSecret = environment.SOUK_HOUSE_SECRET || secretIn(join(data, 'secrets.json'))
  if (houseSecret === undefined)
    throw new Error('Set SOUK_HOUSE_SECRET to the one that the shop was started with: services know each other by it.')
  return { url: url.replace(/\/$/, ''), houseSecret }
}

function secretIn(file: string): string | undefined {
  const text = read(file)
  return text === undefined ? undefined : JSON.parse(text).SOUK_HOUSE_SECRET
}

function read(file: string) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

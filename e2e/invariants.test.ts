/** `npm run invariants` as people run it: a process beside a shop. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { audit, type Report } from '@souk/contracts/audit.ts'
import { type Environment, processEnvironment } from '@souk/platform/config.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { asService } from '@souk/platform/testing.ts'
import { announceAudit } from '../scripts/audit-address.ts'
import { type Market, openMarket } from './market.ts'

const secret = randomUUID()
const data = mkdtempSync(join(tmpdir(), 'souk-invariants-'))
let market: Market
let withdraw: () => void

before(async () => {
  market = await openMarket({ placement: 'http', environment: { SOUK_HOUSE_SECRET: secret } })
  withdraw = announceAudit(data, market.shop.addresses.get('audit') as string)
  writeFileSync(join(data, 'secrets.json'), JSON.stringify({ SOUK_HOUSE_SECRET: secret }), { mode: 0o600 })
})
after(async () => {
  await market.close()
  rmSync(data, { recursive: true, force: true })
})

type Ended = { code: number; out: string; error: string }

function invariants(environment: Environment, ...words: string[]): Promise<Ended> {
  const { SOUK_HOUSE_SECRET: _secret, AUDIT_SERVICE_URL: _url, ...own } = processEnvironment()
  const script = resolve(import.meta.dirname, '../scripts/invariants.ts')
  return new Promise((done) => {
    execFile(process.execPath, [script, ...words], { env: { ...own, ...environment } }, (failure, out, error) =>
      done({ code: failure === null ? 0 : Number(failure.code), out, error }),
    )
  })
}

async function buy() {
  const cart = await market.cartOf(market.guest, { [await market.onSale()]: 1 })
  const { body } = await market.order(market.guest, cart)
  await market.shop.drain()
  return body.id
}

test('Where everything agrees, each promise is named, how much was compared, and the command succeeds.', async () => {
  await buy()
  const { code, out, error } = await invariants({ SOUK_DATA: data })
  assert.equal(code, 0, error)
  const { checks } = await market.shop.client(audit, asService('test')).runAudit({})
  assert.equal(out.match(/✓/g)?.length, checks.length)
  assert.match(out, /✓ The ledger of each variant adds up to what is on hand\.\n {4}1 variant compared/)
  assert.match(out, /The shop is at rest/)
  assert.match(out, /Everything agrees\./)
})

test('What does not agree is shown with what each side says, and the command fails.', async () => {
  const id = await buy()
  const orders = market.shop.databases.get('order') as Database
  await orders.run(sql`update orders set payment_status = 'captured' where id = ${id}`)
  const { code, out } = await invariants({ SOUK_DATA: data })
  assert.equal(code, 1)
  assert.match(out, /✗ Each payment belongs to one order, and both say the same of it\.\n.*1 exception/)
  assert.ok(out.includes(`payments_of_orders, ${id}`), out)
  assert.match(out, /order: \{"status":"confirmed","paymentStatus":"captured"/)
  const { code: sameCode, out: json } = await invariants({ SOUK_DATA: data }, '--json')
  const report: Report = JSON.parse(json)
  assert.deepEqual([sameCode, report.exceptions.map(({ subject }) => subject)], [1, [id]])
  await orders.run(sql`update orders set payment_status = 'authorized' where id = ${id}`)
})

test('A shop elsewhere is asked by its address and the house secret; a wrong secret opens nothing.', async () => {
  const AUDIT_SERVICE_URL = market.shop.addresses.get('audit')
  const nowhere = join(data, 'nowhere')
  const right = await invariants({ SOUK_DATA: nowhere, AUDIT_SERVICE_URL, SOUK_HOUSE_SECRET: secret })
  assert.equal(right.code, 0, right.error)
  const wrong = await invariants({ SOUK_DATA: nowhere, AUDIT_SERVICE_URL, SOUK_HOUSE_SECRET: 'a-guess' })
  assert.equal(wrong.code, 2)
  assert.match(wrong.error, /SOUK_HOUSE_SECRET/)
})

test('Where no shop runs, or it does not answer, the command says what to do.', async () => {
  const none = await invariants({ SOUK_DATA: join(data, 'nowhere') })
  assert.equal(none.code, 2)
  assert.match(none.error, /npm start/)
  const away = await invariants({ SOUK_DATA: data, AUDIT_SERVICE_URL: 'http://127.0.0.1:9' })
  assert.equal(away.code, 2)
  assert.match(away.error, /audit-service is out of reach.*\nIs the shop running/)
})

test('The address is for its owner’s eyes, and goes with the shop.', async () => {
  const file = join(data, 'run', 'audit-service.url')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  withdraw()
  assert.equal((await invariants({ SOUK_DATA: data })).code, 2)
})

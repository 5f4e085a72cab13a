import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { audit } from '@souk/contracts/audit.ts'
import { cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { type AuditedStock, inventory } from '@souk/contracts/inventory.ts'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { type AuditedAuthorization, type AuditedPayment, payment } from '@souk/contracts/payment.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { fail, hasReason } from '@souk/platform/errors.ts'
import { asService, asStaff, fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from './service.ts'

/** What the neighbours say, and how often they were asked for all of it. */
let stock: AuditedStock[] = []
let payments: AuditedPayment[] = []
let authorizations: AuditedAuthorization[] = []
let isPaymentAway = false
let audits = 0
let pages = 0
/** Milliseconds by which the shop’s clock is ahead. */
let ahead = 0
let shop: TestShop
const nothing = async () => ({ items: [] })

const neighbours = [
  ...[user, product, cart, delivery].map((contract) => fake(contract)),
  fake(inventory, {
    auditReservations: nothing,
    auditRestocks: nothing,
    async auditStock({ after = '', ids, limit = 1_000 }) {
      pages += ids === undefined ? 1 : 0
      return { items: stock.filter(({ sku }) => sku > after && (ids?.includes(sku) ?? true)).slice(0, limit) }
    },
  }),
  fake(order, {
    async auditOrders({ ids }) {
      audits += ids === undefined ? 1 : 0
      return { items: [] }
    },
  }),
  fake(notification, { auditMails: nothing }),
  fake(payment, {
    async auditPayments() {
      if (isPaymentAway) throw fail('unavailable', 'closed for today')
      return { items: payments }
    },
    async auditProviders({ after }) {
      return after === undefined
        ? { items: authorizations.slice(0, 1), next: 'more' }
        : { items: authorizations.slice(1) }
    },
  }),
]

before(async () => {
  shop = await startTestShop({
    services: [service, ...neighbours],
    environment: { AUDIT_PATIENCE_MS: '300' },
    now: () => new Date(Date.now() + ahead),
  })
})
beforeEach(() => {
  stock = []
  payments = []
  authorizations = []
  isPaymentAway = false
})
after(() => shop.close())

const ask = () => shop.client(audit, asService('test')).runAudit({})
const level = (sku: string, ledgerSum: number): AuditedStock => ({ sku, onHand: 5, reserved: 0, held: 0, ledgerSum })
const orphan = (): AuditedPayment => {
  const money = { amount: 500, currency: 'EUR' }
  const none = { amount: 0, currency: 'EUR' }
  return {
    orderId: randomUUID(),
    status: 'voided',
    amount: money,
    captured: none,
    refunded: none,
    inDoubt: 0,
    strays: 0,
  }
}

test('Books of any length are read to their end, a thousand entries at a time.', async () => {
  stock = Array.from({ length: 2_500 }, (_, index) => level(`SKU-${String(index).padStart(5, '0')}`, 5))
  pages = 0
  const report = await ask()
  assert.equal(report.checks.find(({ check }) => check === 'stock_ledger')?.compared, 2_500)
  assert.equal(pages, 3)
  assert.deepEqual(report.exceptions, [])
})

test('The provider’s books are read page by page as it gives them.', async () => {
  const [one, other] = [orphan(), orphan()]
  authorizations = [one, other].map(({ orderId, amount, captured, refunded }) => ({
    ...{ key: orderId, orderId, method: 'test', state: 'held', amount, captured, refunded },
  }))
  const { exceptions } = await ask()
  assert.deepEqual(exceptions.map(({ subject }) => subject).sort(), [one.orderId, other.orderId].sort())
})

test('What agrees at a second look is told to nobody.', async () => {
  stock = [level('LATE', 4), level('WRONG', 4)]
  const report = ask()
  setTimeout(() => {
    stock = [level('LATE', 5), level('WRONG', 4)]
  }, 50)
  assert.deepEqual(
    (await report).exceptions.map(({ subject }) => subject),
    ['WRONG'],
  )
})

test('Where one book is missing there is no report, and it is said whose it is; nothing is settled for that.', async () => {
  stock = [level('STILL', 4)]
  await ask()
  isPaymentAway = true
  await assert.rejects(
    ask(),
    (error) => hasReason(error, 'unavailable') && /payment-service.*closed for today/.test(error.message),
  )
  const { items } = await shop.client(audit, asStaff('orders')).listExceptions({ status: 'open' })
  assert.deepEqual(
    items.map(({ subject }) => subject),
    ['STILL'],
  )
})

test('What is found again is one exception, told once; what is gone is settled and told once.', async () => {
  payments = [orphan()]
  const [subject] = payments.map(({ orderId }) => orderId)
  const found = async () =>
    (await shop.published(audit, 'audit.exception-found.v1')).filter((one) => one.orderId === subject)
  const settled = async () =>
    (await shop.published(audit, 'audit.exception-settled.v1')).filter((one) => one.orderId === subject)
  await Promise.all([ask(), ask(), ask()])
  await ask()
  assert.equal((await found()).length, 1)
  assert.equal((await settled()).length, 0)
  payments = []
  await ask()
  await ask()
  assert.deepEqual(
    (await settled()).map(({ by, exceptionId }) => [by, exceptionId]),
    [['system', (await found())[0]?.exceptionId]],
  )
})

test('Exceptions come newest first, in pages; a cursor that is none is refused.', async () => {
  stock = ['A', 'B', 'C'].map((sku) => level(sku, 4))
  await ask()
  const staff = shop.client(audit, asStaff('orders'))
  const first = await staff.listExceptions({ limit: 2 })
  const second = await staff.listExceptions({ limit: 1, cursor: String(first.nextCursor) })
  assert.deepEqual(
    [...first.items, ...second.items].map(({ subject }) => subject),
    ['C', 'B', 'A'],
  )
  await assert.rejects(staff.listExceptions({ cursor: 'x' }), (error) => hasReason(error, 'invalid_input'))
})

test('Audits come by themselves, not at once when the process opens and one in each interval, and survive a neighbour’s absence.', async () => {
  audits = 0
  await shop.drain()
  assert.equal(audits, 0)
  ahead += 61_000
  await shop.drain()
  assert.equal(audits, 1)
  ahead += 299_000
  await shop.drain()
  assert.equal(audits, 1)
  ahead += 2_000
  isPaymentAway = true
  await shop.drain()
  assert.equal(audits, 2)
})

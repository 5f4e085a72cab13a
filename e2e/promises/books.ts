/** Whether the books of all services agree once the shop is at rest. */
import assert from 'node:assert/strict'
import { inventory } from '@souk/contracts/inventory.ts'
import { asService } from '@souk/platform/testing.ts'
import type { Market } from '../market.ts'

type Amount = { amount: number }
type Order = { id: string; number: string; status: string; paymentStatus: string; total: Amount; refunded: Amount }
type Reservation = { status: string; lines: { sku: string; quantity: number }[] }
type Entry = { kind: string; amount: Amount }
type Mail = { kind: string; orderId?: string }
type Level = { sku: string; onHand: number; reserved: number }

export async function checkBooks(market: Market) {
  await market.shop.drain()
  const [orders, mails, levels] = await Promise.all([
    all<Order>(market, '/orders'),
    all<Mail>(market, '/mails'),
    all<Level>(market, '/stock'),
  ])
  const reserved = new Map<string, number>()
  for (const order of orders) {
    const reservation = await reservationOf(market, order.id)
    if (reservation?.status === 'held' || reservation?.status === 'kept')
      for (const { sku, quantity } of reservation.lines) reserved.set(sku, (reserved.get(sku) ?? 0) + quantity)
    checkStatus(order, reservation?.status ?? 'none')
    await checkMoney(market, order)
    const letters = mails.filter(({ orderId, kind }) => orderId === order.id && kind === 'order-confirmed').length
    const wasConfirmed = order.status === 'confirmed' || order.status === 'completed'
    assert.ok(letters === 1 || (letters === 0 && !wasConfirmed), `${order.number} has ${letters} confirmations`)
  }
  for (const { sku, onHand, reserved: told } of levels) {
    assert.equal(told, reserved.get(sku) ?? 0, `reserved of ${sku}`)
    const ledger = await all<{ change: number }>(market, `/stock/${sku}/ledger`)
    assert.equal(onHand, sum(ledger.map(({ change }) => change)), `on hand of ${sku}`)
  }
}

const holdsThen: Record<string, readonly string[]> = {
  confirmed: ['kept'],
  completed: ['shipped'],
  declined: ['none', 'released', 'expired'],
  cancelled: ['none', 'released', 'expired'],
}

function checkStatus({ number, status, paymentStatus }: Order, hold: string) {
  const isForAnotherTry = status === 'declined' && paymentStatus === 'declined' && hold === 'held'
  assert.ok(isForAnotherTry || holdsThen[status]?.includes(hold), `${number} is ${status} and its stock ${hold}`)
}

async function checkMoney(market: Market, { id, number, status, total, refunded }: Order) {
  const { items: payments } = (await market.staff.call('GET', `/payments?orderId=${id}`)).body
  const { items: entries } = (await market.staff.call('GET', `/provider-entries?orderId=${id}`)).body
  const booked = (kind: string) =>
    sum(entries.filter((entry: Entry) => entry.kind === kind).map((entry: Entry) => entry.amount.amount))
  const held = booked('authorize') - booked('void') - booked('capture')
  const taken = booked('capture') - booked('refund')
  assert.ok(payments.length <= 1, `${number} has ${payments.length} payments`)
  const owed = status === 'confirmed' || status === 'completed' ? total.amount - refunded.amount : 0
  assert.equal(held + taken, refunded.amount > 0 || owed > 0 ? owed : 0, `what the provider has for ${number}`)
  const [payment] = payments
  if (payment === undefined) return assert.equal(entries.length, 0, `${number} has no payment, but the provider has`)
  assert.equal(payment.captured.amount, booked('capture'), `captured of ${number}`)
  assert.equal(payment.refunded.amount, booked('refund'), `refunded of ${number}`)
  assert.equal(refunded.amount, booked('refund'), `what ${number} says is refunded`)
}

async function reservationOf({ shop }: Market, orderId: string): Promise<Reservation | undefined> {
  try {
    return await shop.client(inventory, asService()).getReservation({ orderId })
  } catch {
    return undefined
  }
}

async function all<Item>({ staff }: Market, path: string): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | null | undefined
  do {
    const more = `limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const { status, body } = await staff.call('GET', `${path}${path.includes('?') ? '&' : '?'}${more}`)
    assert.equal(status, 200, `${path} answered ${JSON.stringify(body)}`)
    items.push(...body.items)
    cursor = body.nextCursor
  } while (cursor)
  return items
}

function sum(numbers: readonly number[]) {
  return numbers.reduce((total, one) => total + one, 0)
}

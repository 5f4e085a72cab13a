/** Stock: its ledger, what is reserved of it, who holds it, and what of it came back. */
import type { AuditedReservation, AuditedRestock } from '@souk/contracts/inventory.ts'
import type { AuditedOrder } from '@souk/contracts/order-audit.ts'
import { isUnderWay, type Outcome, type Rule } from './books.ts'

export const stockLedger: Rule = ({ stock }) => ({
  compared: stock.size,
  findings: [...stock.values()]
    .filter(({ onHand, ledgerSum }) => onHand !== ledgerSum)
    .map(({ sku, onHand, ledgerSum }) => ({
      subject: sku,
      message: `${onHand} of ${sku} are on hand, but its ledger adds up to ${ledgerSum}.`,
      facts: { onHand, ledgerSum },
    })),
})

type Held = 'none' | AuditedReservation['status']

/** What inventory may say of an order's stock, where nothing is under way. Declined for its payment it may be tried again. */
const reservationOf: Record<Exclude<AuditedOrder['status'], 'pending'>, readonly Held[]> = {
  confirmed: ['kept'],
  completed: ['shipped'],
  declined: ['none', 'held'],
  cancelled: ['none'],
}

export const stockReserved: Rule = ({ stock, orders, reservations }) => {
  const bySku = [...stock.values()]
    .filter(({ reserved, held }) => reserved !== held)
    .map(({ sku, reserved, held }) => ({
      subject: sku,
      message: `${reserved} of ${sku} are reserved, but reservations hold ${held}.`,
      facts: { reserved, held },
    }))
  const sold = [...orders.values()].filter(
    (order) => !isUnderWay(order) && (order.status === 'confirmed' || order.status === 'completed'),
  )
  const byOrder = sold.flatMap((order) => whatIsNotHeld(order, reservations.get(order.id)))
  return { compared: stock.size + sold.length, findings: [...bySku, ...byOrder] }
}

function whatIsNotHeld(order: AuditedOrder, reservation: AuditedReservation | undefined): Outcome['findings'] {
  const expected = reservationOf[order.status as keyof typeof reservationOf]
  const status = reservation?.status ?? 'none'
  const facts = { order: { status: order.status, lines: order.lines }, reservation: reservation ?? 'none' }
  const about = { subject: order.id, orderId: order.id, facts }
  if (!expected.includes(status))
    return [{ ...about, message: `The order is ${order.status}, but its stock is ${wordOf[status]}.` }]
  if (reservation !== undefined && asText(reservation.lines) !== asText(order.lines))
    return [{ ...about, message: `The order’s lines are not those that were ${wordOf[status]} for it.` }]
  return []
}

const wordOf: Record<Held, string> = {
  none: 'not held',
  held: 'held for a while only',
  kept: 'kept',
  shipped: 'shipped',
}

/** Milliseconds that the job which ends holds may be late. */
const grace = 60_000

export const liveHolds: Rule = ({ orders, reservations }, { now }) => ({
  compared: reservations.size,
  findings: [...reservations.values()].flatMap((reservation): Outcome['findings'] => {
    const { orderId, status, lines, expiresAt } = reservation
    const order = orders.get(orderId)
    const facts = { order: order?.status ?? 'none', reservation: { status, lines, expiresAt } }
    const about = { subject: orderId, orderId, facts }
    if (order === undefined)
      return [{ ...about, message: `Stock is ${wordOf[status]} for an order that does not exist.` }]
    // What is sold is for the check of what is reserved.
    if (isUnderWay(order) || order.status === 'confirmed' || order.status === 'completed') return []
    if (!reservationOf[order.status as keyof typeof reservationOf].includes(status))
      return [{ ...about, message: `The order is ${order.status}, but stock is still ${wordOf[status]} for it.` }]
    if (expiresAt !== undefined && Date.parse(expiresAt) + grace < now.getTime())
      return [{ ...about, message: 'Stock is held for the order beyond its time.' }]
    return []
  }),
})

export const restocks: Rule = ({ orders, restocks: putBack }) => {
  const returned = [...orders.values()].filter(({ restocked }) => restocked.length > 0).map(({ id }) => id)
  const ids = [...new Set([...returned, ...putBack.keys()])].filter((id) => !isUnderWay(orders.get(id)))
  return {
    compared: ids.length,
    findings: ids.flatMap((orderId): Outcome['findings'] => {
      const [order, inStock] = [orders.get(orderId), putBack.get(orderId)]
      const [said, done] = [order?.restocked ?? [], inStock?.lines ?? []]
      if (order !== undefined && asText(said) === asText(done)) return []
      const facts = { order: order?.status ?? 'none', restocked: said, inventory: inStock ?? 'none' }
      const message =
        order === undefined
          ? `${piecesOf(done)} went back on sale for an order that does not exist.`
          : `By the order’s returns ${piecesOf(said)} went back on sale; by the ledger of stock, ${piecesOf(done)}.`
      return [{ subject: orderId, orderId, message, facts }]
    }),
  }
}

function piecesOf(lines: AuditedRestock['lines']) {
  return lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ') || 'nothing'
}

function asText(lines: AuditedReservation['lines']) {
  return lines
    .map(({ sku, quantity }) => `${sku} ${quantity}`)
    .sort()
    .join(', ')
}

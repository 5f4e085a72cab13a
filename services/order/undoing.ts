/** Undoes what an order did, in whatever state it is: money back, stock released. For cancelling and for mending by hand. */
import { hasReason } from '@souk/platform/errors.ts'
import type { Run } from './advance.ts'
import { giveMoneyBack, type MoneyBack } from './money-back.ts'
import type { Ordering } from './needs.ts'

/** Also again, or before anything happened. Both are tried, so that one neighbour's absence does not keep what is the other's. */
export async function undo(context: Ordering['context'], run: Run): Promise<MoneyBack> {
  const [money, stock] = await Promise.allSettled([giveMoneyBack(context, run), giveStockBack(context, run)])
  if (money.status === 'rejected') throw money.reason
  if (stock.status === 'rejected') throw stock.reason
  return money.value
}

/** What the stock's books took for shipped, while the order never was, goes back on the shelf under the order's id: once. */
async function giveStockBack({ calls: { inventory } }: Ordering['context'], { order }: Run) {
  try {
    await inventory.release({ orderId: order.id })
  } catch (error) {
    if (!hasReason(error, 'reservation_shipped')) throw error
    const lines = order.lines.map(({ sku, quantity }) => ({ sku, quantity }))
    await inventory.restock({ id: order.id, orderId: order.id, lines })
  }
}

/** What is news to an order that was undone before: often nothing. */
export function newsOf(money: MoneyBack, { order }: Run): MoneyBack {
  const { paymentStatus = order.paymentStatus, refunded = order.refunded } = money.order
  const isNews = paymentStatus !== order.paymentStatus || refunded !== order.refunded
  return isNews ? money : { order: {}, timeline: [], events: () => [] }
}

import * as books from '../audit.sql.ts'
import type { Ordering } from '../needs.ts'

type Config = Ordering['context']['config']

export const auditOrders: Ordering['operations']['auditOrders'] = async (
  { limit = 1_000, ...which },
  { db, config, now },
) => {
  const rows = await books.auditOrders(db, which, limit, now())
  return { items: rows.map((row) => toAudited(row, config)) }
}

function toAudited({ currency, demand, declinedReason, saga, ...row }: books.AuditedRow, config: Config) {
  return {
    ...row,
    total: { amount: row.total, currency },
    refunded: { amount: row.refunded, currency },
    lines: linesOf(demand),
    ...(declinedReason === null ? {} : { declinedReason }),
    ...(saga === null ? {} : { saga: { ...sagaOf(saga), deadline: deadlineOf(saga, config) } }),
  }
}

/** The demand of an order is what its lines draw from stock, `2 SKU` each; two lines may draw on the same. */
function linesOf(demand: string) {
  const quantities = new Map<string, number>()
  for (const line of demand.split('\n').filter((one) => one !== '')) {
    const [quantity, sku] = line.split(' ') as [string, string]
    quantities.set(sku, (quantities.get(sku) ?? 0) + Number(quantity))
  }
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }))
}

type Saga = NonNullable<books.AuditedRow['saga']>

function sagaOf({ lastError, ...saga }: Saga) {
  const [startedAt, dueAt] = [saga.startedAt, saga.dueAt].map((time) => new Date(time).toISOString()) as [
    string,
    string,
  ]
  return { ...saga, startedAt, dueAt, ...(lastError === null ? {} : { lastError }) }
}

/** When it should have ended: placing waits for its payment first. */
function deadlineOf({ kind, startedAt }: Saga, { giveUpSeconds, lateSeconds }: Config) {
  const seconds = lateSeconds + (kind === 'place' ? giveUpSeconds : 0)
  return new Date(Date.parse(startedAt) + seconds * 1_000).toISOString()
}

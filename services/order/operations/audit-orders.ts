import * as books from '../audit.sql.ts'
import type { Ordering } from '../needs.ts'
import { merged } from '../returns.ts'

type Config = Ordering['context']['config']

export const auditOrders: Ordering['operations']['auditOrders'] = async (
  { limit = 1_000, ...which },
  { db, config, now },
) => {
  const rows = await books.auditOrders(db, which, limit, now())
  return { items: rows.map((row) => toAudited(row, config)) }
}

function toAudited(
  { currency, demand, declinedReason, waitsForPayer, saga, decided, received, restocked, ...row }: books.AuditedRow,
  config: Config,
) {
  return {
    ...row,
    total: { amount: row.total, currency },
    refunded: { amount: row.refunded, currency },
    lines: linesOf(demand),
    returns: { decided, received },
    restocked: merged(restocked),
    ...(declinedReason === null ? {} : { declinedReason }),
    ...(saga === null ? {} : { saga: { ...sagaOf(saga), deadline: deadlineOf(saga, waitsForPayer, config) } }),
  }
}

/** The demand of an order is what its lines draw from stock, `2 SKU` each; two lines may draw on the same. */
function linesOf(demand: string) {
  const drawn = demand.split('\n').filter((one) => one !== '')
  return merged(
    drawn.map((line) => {
      const [quantity, sku] = line.split(' ') as [string, string]
      return { sku, quantity: Number(quantity) }
    }),
  )
}

type Saga = NonNullable<books.AuditedRow['saga']>

function sagaOf({ lastError, ...saga }: Saga) {
  const [startedAt, dueAt] = [saga.startedAt, saga.dueAt].map((time) => new Date(time).toISOString()) as [
    string,
    string,
  ]
  return { ...saga, startedAt, dueAt, ...(lastError === null ? {} : { lastError }) }
}

/** When it should have ended: placing waits for its payment first, or for its payer; turned back, it may have waited for either. */
function deadlineOf({ kind, direction, startedAt }: Saga, waitsForPayer: boolean, config: Config) {
  const { giveUpSeconds, actionSeconds, lateSeconds } = config
  const waiting = waitsForPayer || direction === 'back' ? Math.max(giveUpSeconds, actionSeconds) : giveUpSeconds
  const seconds = lateSeconds + (kind === 'place' ? waiting : 0)
  return new Date(Date.parse(startedAt) + seconds * 1_000).toISOString()
}

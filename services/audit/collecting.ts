/** Reads the books of all services: from end to end, or what some of them say of a few orders and variants. */

import { fail } from '@souk/platform/errors.ts'
import type { Standing } from '@souk/platform/events/standing.ts'
import type { Books, Standings } from './books.ts'
import type { Context, calls as neighbours } from './needs.ts'

type Calls = Context['calls']

/** All that is not older than `since`, and what is still open however old it is. */
export async function collectAll({ calls }: Pick<Context, 'calls'>, since: Date): Promise<Books> {
  const from = leastIdOf(since)
  const [stock, reservations, restocks, payments, authorizations, mails, orders, standings] = await Promise.all([
    everything(
      'inventory',
      (page) => calls.inventory.auditStock(page),
      ({ sku }) => sku,
    ),
    everything('inventory', (page) => calls.inventory.auditReservations({ ...page, since: from }), byOrder),
    everything('inventory', (page) => calls.inventory.auditRestocks({ ...page, since: from }), byOrder),
    everything('payment', (page) => calls.payment.auditPayments({ ...page, since: from }), byOrder),
    allAuthorizations(calls, { since: since.toISOString() }),
    everything('notification', (page) => calls.notification.auditMails({ ...page, since: from }), byOrder),
    everything(
      'order',
      (page) => calls.order.auditOrders({ ...page, since: from }),
      ({ id }) => id,
    ),
    readStandings(calls),
  ])
  return { ...keyed({ stock, reservations, restocks, payments, authorizations, mails, orders }), standings }
}

/** What is said of these orders and variants alone, as it is now. */
export async function collectSome(
  { calls }: Pick<Context, 'calls'>,
  orderIds: readonly string[],
  skus: readonly string[],
): Promise<Books> {
  const [stock, reservations, restocks, payments, authorizations, mails, orders, standings] = await Promise.all([
    some('inventory', skus, (ids) => calls.inventory.auditStock({ ids })),
    some('inventory', orderIds, (ids) => calls.inventory.auditReservations({ ids })),
    some('inventory', orderIds, (ids) => calls.inventory.auditRestocks({ ids })),
    some('payment', orderIds, (ids) => calls.payment.auditPayments({ ids })),
    some('payment', orderIds, async (ids) => ({ items: await allAuthorizations(calls, { orderIds: ids }) })),
    some('notification', orderIds, (ids) => calls.notification.auditMails({ ids })),
    some('order', orderIds, (ids) => calls.order.auditOrders({ ids })),
    readStandings(calls),
  ])
  return { ...keyed({ stock, reservations, restocks, payments, authorizations, mails, orders }), standings }
}

const pageSize = 1_000
/** So many ids fit into an address. */
const fewIds = 100

type Items<T> = Promise<{ items: T[] }>

async function everything<T>(
  service: string,
  read: (page: { limit: number; after?: string }) => Items<T>,
  idOf: (item: T) => string,
) {
  const all: T[] = []
  for (;;) {
    const last = all.at(-1)
    const page = { limit: pageSize, ...(last === undefined ? {} : { after: idOf(last) }) }
    const { items } = await ask(service, () => read(page))
    all.push(...items)
    if (items.length < pageSize) return all
  }
}

async function some<T>(service: string, ids: readonly string[], read: (ids: string[]) => Items<T>) {
  const all: T[] = []
  for (let from = 0; from < ids.length; from += fewIds) {
    const { items } = await ask(service, () => read(ids.slice(from, from + fewIds)))
    all.push(...items)
  }
  return all
}

type Authorization = Awaited<ReturnType<Calls['payment']['auditProviders']>>['items'][number]

async function allAuthorizations({ payment }: Calls, which: { since?: string; orderIds?: string[] }) {
  const all: Authorization[] = []
  let after: string | undefined
  do {
    const page = { ...which, limit: pageSize, ...(after === undefined ? {} : { after }) }
    const { items, next } = await ask('payment', () => payment.auditProviders(page))
    all.push(...items)
    after = next
  } while (after !== undefined)
  return all
}

async function readStandings(calls: Calls): Promise<Standings> {
  const names = Object.keys(calls) as (keyof typeof neighbours)[]
  const standings = names.map(
    async (name): Promise<[string, Standing]> => [name, await ask(name, () => calls[name].readStanding({}))],
  )
  return new Map(await Promise.all(standings))
}

/** Without all books there is nothing to compare. @throws 503 naming whose are missing */
async function ask<T>(service: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const why = (error as Error).message
    throw fail('unavailable', `${service}-service did not show its books: ${why}`, { retryAfter: 5, cause: error })
  }
}

function byOrder({ orderId }: { orderId: string }) {
  return orderId
}

type Lists = { [B in keyof Omit<Books, 'standings' | 'authorizations' | 'mails'>]: BookItem<B>[] } & {
  authorizations: Authorization[]
  mails: { orderId: string; kinds: Record<string, number> }[]
}
type BookItem<B extends keyof Books> = Books[B] extends ReadonlyMap<string, infer T> ? T : never

function keyed({
  stock,
  reservations,
  restocks,
  payments,
  authorizations,
  mails,
  orders,
}: Lists): Omit<Books, 'standings'> {
  return {
    stock: new Map(stock.map((one) => [one.sku, one])),
    reservations: new Map(reservations.map((one) => [one.orderId, one])),
    restocks: new Map(restocks.map((one) => [one.orderId, one])),
    payments: new Map(payments.map((one) => [one.orderId, one])),
    authorizations: Map.groupBy(authorizations, byOrder),
    mails: new Map(mails.map(({ orderId, kinds }) => [orderId, kinds])),
    orders: new Map(orders.map((one) => [one.id, one])),
  }
}

/** The least id that can have been made then: an id begins with its time. */
function leastIdOf(time: Date) {
  const hex = time.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

import { listMyOrders } from '#lib/server/my-order-list.ts'
import { orderCard } from '#lib/server/order-card.ts'
import { forSignedIn } from '#lib/server/signed-in.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { shop, language } = event.locals
  const cursor = event.url.searchParams.get('after')
  const query = { limit: 10, ...(cursor === null ? {} : { cursor }) }
  const [, { items, nextCursor }] = await forSignedIn(event, (me) => listMyOrders(shop, me, query))
  return { orders: items.map((order) => orderCard(order, language)), nextCursor, isFirst: cursor === null }
}

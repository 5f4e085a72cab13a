/** All that the shop keeps for somebody, as a file. Either whole or not at all: nothing is left out silently. */
import type { Order } from '@souk/contracts/order.ts'
import type { User } from '@souk/contracts/user.ts'
import { isHttpError, type RequestEvent, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { findCart } from '#lib/server/my-cart.ts'
import { listMyOrders } from '#lib/server/my-order-list.ts'
import { forSignedIn } from '#lib/server/signed-in.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { user } = event.locals.shop
  const page = inLanguage(event.locals.language, '/account/data')
  const { locals, cookies, setHeaders, url } = event
  const asking = { locals, cookies, setHeaders, url: new URL(page, url) }
  const [account, [addresses, sessions, orders, cart]] = await forSignedIn(asking, (me) =>
    Promise.all([user.listAddresses({}), user.listSessions({}), allOrders(event, me), findCart(event)]),
  ).catch((error) => {
    if (isHttpError(error, 503)) redirect(303, `${page}?away`)
    throw error
  })
  const now = new Date().toISOString()
  const everything = {
    madeAt: now,
    account,
    addresses: addresses.items,
    sessions: sessions.items,
    orders,
    cart: cart ?? null,
  }
  return new Response(`${JSON.stringify(everything, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="souk-my-data-${now.slice(0, 10)}.json"`,
    },
  })
}

async function allOrders({ locals }: RequestEvent, me: Promise<User>) {
  const orders: Order[] = []
  let cursor: string | undefined
  do {
    const page = await listMyOrders(locals.shop, me, { limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    orders.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return orders
}

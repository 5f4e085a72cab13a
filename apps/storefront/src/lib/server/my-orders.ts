/**
 * The orders of whoever asks for a page: a customer's are theirs by the session; a guest's by the access token, which
 * stands in the address of a letter's link or, for orders placed in this browser, in an http-only cookie.
 */
import type { Order } from '@souk/contracts/order.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { RequestEvent } from '@sveltejs/kit'
import { needed } from './away.ts'

/** @property accessToken none where a customer placed it: the session opens it */
type Placed = { id: string; accessToken?: string | undefined }

type Opening = Pick<RequestEvent, 'locals' | 'cookies'>

const name = 'souk_orders'
const days = 60
const most = 5
/** Milliseconds. */
const fresh = 60 * 60_000

/** Keeps the last orders placed in this browser, the newest first. */
export function rememberOrder(event: RequestEvent, { id, accessToken }: Placed) {
  const others = placedHere(event).filter((order) => order.id !== id)
  const kept = [{ id, accessToken: accessToken ?? tokenHere(event, id) }, ...others].slice(0, most)
  event.cookies.set(name, kept.map((order) => `${order.id}.${order.accessToken ?? ''}`).join('.'), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.locals.origin.startsWith('https:'),
    maxAge: days * 24 * 60 * 60,
  })
}

/** What opens this order: the token in the page's address, or else the one kept in this browser. */
export function accessTokenOf(event: RequestEvent, id: string): string | undefined {
  return event.url.searchParams.get('accessToken') ?? tokenHere(event, id)
}

/** @throws 404 where it is not this visitor's to see, 503 while orders are out of reach */
export function readOrder(event: RequestEvent, id: string): Promise<Order> {
  const accessToken = accessTokenOf(event, id)
  return needed(event.locals.shop.order.getOrder({ id, ...(accessToken === undefined ? {} : { accessToken }) }))
}

/** As `readOrder`; undefined where it is not this visitor's to see. */
export async function openOrder({ locals, cookies }: Opening, id: string): Promise<Order | undefined> {
  const accessToken = tokenHere({ cookies }, id)
  try {
    return await locals.shop.order.getOrder({ id, ...(accessToken === undefined ? {} : { accessToken }) })
  } catch (error) {
    if (hasReason(error, 'not_found', 'invalid_input')) return undefined
    throw error
  }
}

/** The order placed in this browser within the last hour: who looks for a cart after that may look for this. */
export async function freshOrder(event: Opening): Promise<Order | undefined> {
  const [newest] = placedHere(event)
  const order = newest === undefined ? undefined : await openOrder(event, newest.id)
  if (order === undefined || Date.parse(order.placedAt) < Date.now() - fresh) return undefined
  return order.status === 'declined' || order.status === 'cancelled' ? undefined : order
}

function tokenHere(event: Pick<RequestEvent, 'cookies'>, id: string) {
  return placedHere(event).find((order) => order.id === id)?.accessToken
}

function placedHere({ cookies }: Pick<RequestEvent, 'cookies'>): Placed[] {
  const parts = (cookies.get(name) ?? '').split('.')
  const orders: Placed[] = []
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [id, accessToken] = parts.slice(index, index + 2) as [string, string]
    orders.push({ id, accessToken: accessToken || undefined })
  }
  return orders
}

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

/** Whether it was placed in this browser. */
export function wasPlacedHere(event: RequestEvent, id: string) {
  return placedHere(event).some((order) => order.id === id)
}

/** The order placed in this browser within the last hour: who looks for a cart after that may look for this. */
export async function freshOrder(event: RequestEvent): Promise<Order | undefined> {
  const [newest] = placedHere(event)
  if (newest === undefined) return undefined
  const { id, accessToken } = newest
  try {
    const order = await event.locals.shop.order.getOrder({ id, ...(accessToken === undefined ? {} : { accessToken }) })
    const isOver = order.status === 'declined' || order.status === 'cancelled'
    return isOver || Date.parse(order.placedAt) < Date.now() - fresh ? undefined : order
  } catch (error) {
    if (hasReason(error, 'not_found', 'invalid_input')) return undefined
    throw error
  }
}

function tokenHere(event: RequestEvent, id: string) {
  return placedHere(event).find((order) => order.id === id)?.accessToken
}

function placedHere({ cookies }: RequestEvent): Placed[] {
  const parts = (cookies.get(name) ?? '').split('.')
  const orders: Placed[] = []
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [id, accessToken] = parts.slice(index, index + 2) as [string, string]
    orders.push({ id, accessToken: accessToken || undefined })
  }
  return orders
}

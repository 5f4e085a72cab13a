/**
 * The cart of whoever asks for a page. A guest's is known by an http-only cookie; a customer's is theirs by the session.
 * A guest who signs in takes the cart along.
 */
import { createHash } from 'node:crypto'
import type { Cart } from '@souk/contracts/cart.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { RequestEvent } from '@sveltejs/kit'

const name = 'souk_cart'
const orderedName = 'souk_ordered'
const days = 60

type Found = { open?: Cart; orderedId?: string }
/** The frame and the page ask for the same cart at the same time: it is looked up once for both. */
const lookups = new WeakMap<App.Locals, Promise<Found>>()

/** Whether the browser has a session; the services decide whether it still counts. */
export function mayBeSignedIn({ cookies }: Pick<RequestEvent, 'cookies'>) {
  return cookies.get('souk_session') !== undefined
}

export async function findCart(event: RequestEvent): Promise<Cart | undefined> {
  return (await lookup(event)).open
}

/**
 * The id of a guest's cart that was ordered without this browser hearing of it, since the answer was lost on its way: who
 * hears of an order lets the cart go.
 */
export async function findOrderedCart(event: RequestEvent): Promise<string | undefined> {
  return (await lookup(event)).orderedId
}

function lookup(event: RequestEvent) {
  const known = lookups.get(event.locals)
  if (known !== undefined) return known
  const found = look(event)
  lookups.set(event.locals, found)
  return found
}

async function look(event: RequestEvent): Promise<Found> {
  if (mayBeSignedIn(event)) {
    try {
      const cart = (await claimGuestCart(event)) ?? (await event.locals.shop.cart.getCart({ id: 'mine' }))
      return `${cart.id}.${cart.version}` === event.cookies.get(orderedName) ? {} : { open: cart }
    } catch (error) {
      if (hasReason(error, 'not_found')) return {}
      // The session has ended without the browser knowing.
      if (!hasReason(error, 'not_signed_in')) throw error
    }
  }
  const id = event.cookies.get(name)
  if (id === undefined) return {}
  try {
    const cart = await event.locals.shop.cart.getCart({ id })
    if (cart.status === 'open') return { open: cart }
    if (cart.status === 'ordered') return { orderedId: id }
  } catch (error) {
    if (!hasReason(error, 'not_found', 'invalid_input')) throw error
  }
  forgetGuestCart(event)
  return {}
}

/**
 * Puts pieces into the cart, which is made where there is none.
 * @param key of this click: sent twice, it counts once. It may stand in a page that many visitors are shown, and in one to
 * which somebody goes back: only with the cart and what goes into it does it name one click.
 */
export async function addToCart(event: RequestEvent, line: { sku: string; quantity: number }, key: string) {
  const { shop } = event.locals
  const addTo = (id: string) => {
    const click = [key, id, line.sku, line.quantity].join(' ')
    return shop.cart.addLine({ id, ...line }, { key: createHash('sha256').update(click).digest('base64url') })
  }
  lookups.delete(event.locals)
  if (mayBeSignedIn(event)) {
    try {
      await claimGuestCart(event)
      return await addTo('mine')
    } catch (error) {
      if (!hasReason(error, 'not_signed_in')) throw error
    }
  }
  const known = event.cookies.get(name)
  if (known !== undefined) {
    try {
      return await addTo(known)
    } catch (error) {
      if (!hasReason(error, 'cart_closed', 'not_found', 'invalid_input')) throw error
    }
  }
  const { id } = await shop.cart.createCart({})
  event.cookies.set(name, id, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.locals.origin.startsWith('https:'),
    maxAge: days * 24 * 60 * 60,
  })
  return addTo(id)
}

/**
 * Sets how many pieces a line has: 0 takes it out; the price it has now counts as seen.
 * @param line with the cart that the shopper was looking at, so that nothing changes another one
 * @throws `cart_closed` or `not_found` where that cart was ordered, merged or forgotten meanwhile
 */
export async function setLine(event: RequestEvent, line: { id: string; sku: string; quantity: number }): Promise<Cart> {
  lookups.delete(event.locals)
  const cart = await event.locals.shop.cart.setLine(line)
  lookups.set(event.locals, Promise.resolve({ open: cart }))
  return cart
}

/** After signing in: the guest's cart joins the customer's. Safe to call again. */
export async function claimGuestCart(event: RequestEvent): Promise<Cart | undefined> {
  const id = event.cookies.get(name)
  if (id === undefined) return undefined
  lookups.delete(event.locals)
  try {
    const cart = await event.locals.shop.cart.claimCart({ id })
    forgetGuestCart(event)
    return cart
  } catch (error) {
    if (!hasReason(error, 'cart_closed', 'not_found', 'invalid_input')) throw error
    forgetGuestCart(event)
    return undefined
  }
}

/**
 * After an order: whatever is bought next goes into a new cart. Another one that was begun meanwhile stays. A customer's cart
 * closes when cart-service hears of the order; until then it is not shown any more, unless it has changed since.
 */
export function letOrderedCartGo(event: RequestEvent, { id, version }: { id: string; version: number }) {
  lookups.delete(event.locals)
  if (event.cookies.get(name) === id) return forgetGuestCart(event)
  event.cookies.set(orderedName, `${id}.${version}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.locals.origin.startsWith('https:'),
    maxAge: 10 * 60,
  })
}

export function forgetGuestCart({ cookies, locals }: Pick<RequestEvent, 'cookies' | 'locals'>) {
  // As it was set: without HTTPS a browser takes no word of a cookie that is for HTTPS alone.
  cookies.delete(name, { path: '/', httpOnly: true, secure: locals.origin.startsWith('https:') })
}

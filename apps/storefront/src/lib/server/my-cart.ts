/**
 * The cart of whoever asks for a page. A guest's is known by an http-only cookie; a customer's is theirs by the session.
 * A guest who signs in takes the cart along.
 */
import { createHash } from 'node:crypto'
import type { Cart } from '@souk/contracts/cart.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { RequestEvent } from '@sveltejs/kit'

const name = 'souk_cart'
const days = 60

/** Whether the browser has a session; the services decide whether it still counts. */
export function mayBeSignedIn({ cookies }: Pick<RequestEvent, 'cookies'>) {
  return cookies.get('souk_session') !== undefined
}

export async function findCart(event: RequestEvent): Promise<Cart | undefined> {
  if (mayBeSignedIn(event)) {
    try {
      return (await claimGuestCart(event)) ?? (await event.locals.shop.cart.getCart({ id: 'mine' }))
    } catch (error) {
      if (hasReason(error, 'not_found')) return undefined
      // The session has ended without the browser knowing.
      if (!hasReason(error, 'not_signed_in')) throw error
    }
  }
  const id = event.cookies.get(name)
  if (id === undefined) return undefined
  try {
    const cart = await event.locals.shop.cart.getCart({ id })
    if (cart.status === 'open') return cart
  } catch (error) {
    if (!hasReason(error, 'not_found', 'invalid_input')) throw error
  }
  forgetGuestCart(event)
  return undefined
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

/** After signing in: the guest's cart joins the customer's. Safe to call again. */
export async function claimGuestCart(event: RequestEvent): Promise<Cart | undefined> {
  const id = event.cookies.get(name)
  if (id === undefined) return undefined
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

export function forgetGuestCart({ cookies }: Pick<RequestEvent, 'cookies'>) {
  cookies.delete(name, { path: '/' })
}

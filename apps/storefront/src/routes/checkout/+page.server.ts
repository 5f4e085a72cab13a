import { hasReason, isInDoubt, SoukError } from '@souk/platform/errors.ts'
import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { country as countryName } from '#lib/format.ts'
import { inLanguage } from '#lib/language.ts'
import { isOutOfReach, missingParts, soon } from '#lib/server/away.ts'
import { keepDraft, likelyCountry, readDraft, type Typed } from '#lib/server/checkout-draft.ts'
import { type Asked, addressIn, askedIn, destination, faultsIn } from '#lib/server/checkout-form.ts'
import { deliveryOptions } from '#lib/server/delivery-options.ts'
import { findCart, findOrderedCart, mayBeSignedIn } from '#lib/server/my-cart.ts'
import { freshOrder, openOrder } from '#lib/server/my-orders.ts'
import { paymentMethods } from '#lib/server/payment-methods.ts'
import { leadToOrder, pathOfOrder, placeOrder } from '#lib/server/placing.ts'
import { inWords, orderedInWords, type Refused, refusedInWords, whyDeclined } from '#lib/server/refusals.ts'
import { savedAddresses } from '#lib/server/saved-addresses.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { shop, language } = event.locals
  const { missing, optional } = missingParts(event)
  const draft = readDraft(event)
  const [cart, saved, person, countries, before, methods] = await Promise.all([
    findCart(event).catch(away),
    savedAddresses(event),
    mayBeSignedIn(event) ? soon(shop.user.getMe({})).catch(() => undefined) : undefined,
    soon(shop.delivery.listCountries({})).catch(away),
    draft.order === undefined ? undefined : optional('orders', openOrder(event, draft.order)),
    paymentMethods(event),
  ])
  // What became of the last attempt comes before another one.
  if (before !== undefined && before.status !== 'declined')
    redirect(303, at(event, `/checkout/confirming/${before.id}`))
  if (cart === 'away') return { state: 'away' as const }
  if (cart === undefined || cart.lines.length === 0) {
    const [orderedId, order] = await Promise.all([findOrderedCart(event), optional('orders', freshOrder(event))])
    return {
      state: orderedId === undefined ? ('empty' as const) : ('ordered' as const),
      order: order === undefined ? undefined : { id: order.id, number: order.number },
      missing,
    }
  }

  const { typed } = draft
  const codes = countries === 'away' || countries.items.length === 0 ? [likelyCountry(event)] : countries.items
  const likely = likelyCountry(event)
  const country = codes.includes(likely) ? likely : codes.includes('DE') ? 'DE' : (codes[0] ?? 'DE')
  const savedAddress = typed.savedAddress ?? (typed.line1 === undefined ? saved[0]?.id : undefined) ?? 'other'
  const known: Typed = person === undefined ? {} : { email: person.email, name: person.name }
  const shown = { ...known, ...typed, country, savedAddress }
  return {
    state: 'open' as const,
    cart,
    typed: shown,
    saved,
    countries: codes
      .map((code) => ({ code, name: countryName(code, language) }))
      .sort((one, other) => one.name.localeCompare(other.name, language)),
    delivery: await deliveryOptions(event, cart.id, addressIn(shown, saved)),
    methods,
    attempt: draft.cart === cart.id ? draft.attempt : 0,
    before: before === undefined ? undefined : whyDeclined(before, language),
    missing,
  }
}

function away(error: unknown) {
  if (!isOutOfReach(error)) throw error
  return 'away' as const
}

function at({ locals }: RequestEvent, path: string) {
  return inLanguage(locals.language, path)
}

export const actions: Actions = {
  /** Shows how the cart can reach another place; with JavaScript it happens by itself. */
  quote: async (event) => {
    const { typed, payment } = askedIn(await event.request.formData())
    keepDraft(event, { ...readDraft(event), typed })
    return { card: payment.method === 'test' ? payment.token : '', method: payment.method }
  },

  place: async (event) => {
    const asked = askedIn(await event.request.formData())
    const { language } = event.locals
    const [saved, cart] = await Promise.all([savedAddresses(event), findCart(event).catch(() => undefined)])
    const address = addressIn(asked.typed, saved)
    const faults = faultsIn(asked, address, language)
    if (Object.keys(faults).length > 0)
      return refuse(event, asked, { status: 400, problem: inWords('check', language), faults })
    if (cart?.id === asked.cart && cart.version !== asked.version)
      return refuse(event, asked, { status: 409, problem: inWords('cartChanged', language) })
    if (asked.totalFor !== destination(address.country, asked.typed.deliveryOptionId) || asked.total === undefined)
      return refuse(event, asked, { status: 409, problem: inWords('lookAgain', language) })
    let refused: Refused
    try {
      const order = await placeOrder(event, asked, address)
      return leadToOrder(event, order, asked)
    } catch (error) {
      if (!(error instanceof SoukError)) throw error
      if (error.reason === 'cart_already_ordered') return alreadyOrdered(event, asked, error)
      refused = refusedInWords(error, cart, language)
      // After an answer the next try is a new one; where none came it has to be the same.
      if (!isInDoubt(error) && !hasReason(error, 'too_many_requests', 'key_in_use')) asked.attempt += 1
    }
    return refuse(event, asked, refused)
  },
}

function refuse(event: RequestEvent, asked: Asked, { status, problem, faults = {}, newTotal, isOtherCard }: Refused) {
  const { typed, cart, attempt, payment, totalFor } = asked
  keepDraft(event, { cart, attempt, typed })
  return fail(status, {
    problem,
    faults,
    typed,
    attempt,
    card: isOtherCard || payment.method !== 'test' ? '' : payment.token,
    method: payment.method,
    newTotal: newTotal === undefined ? undefined : { ...newTotal, for: totalFor },
  })
}

/** Where the order can be opened from here it is shown; otherwise its buyer hears how to find it. */
async function alreadyOrdered(event: RequestEvent, asked: Asked, error: SoukError) {
  const { orderId } = error.details as { orderId?: string }
  const order = orderId === undefined ? undefined : await openOrder(event, orderId).catch(() => undefined)
  if (order !== undefined && order.status !== 'declined') redirect(303, at(event, pathOfOrder(order)))
  return refuse(event, asked, { status: 409, problem: orderedInWords(orderId, event.locals.language) })
}

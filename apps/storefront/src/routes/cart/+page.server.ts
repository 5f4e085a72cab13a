import { hasReason } from '@souk/platform/errors.ts'
import { fail, type RequestEvent } from '@sveltejs/kit'
import { isOutOfReach, missingParts } from '#lib/server/away.ts'
import { likelyCountry, readDraft } from '#lib/server/checkout-draft.ts'
import { findCart, findOrderedCart, setLine } from '#lib/server/my-cart.ts'
import { freshOrder, openOrder } from '#lib/server/my-orders.ts'
import { cartChanges } from '#lib/texts/cart-changes.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { shop } = event.locals
  const { missing, optional } = missingParts(event)
  const country = likelyCountry(event)
  // The frame says that the cart is out of reach.
  const cart = await findCart(event).catch((error) => {
    if (!isOutOfReach(error)) throw error
    return 'away' as const
  })
  if (cart === 'away') return { state: 'away' as const }
  if (cart !== undefined && cart.lines.length > 0) {
    const draft = readDraft(event)
    const [delivery, order] = await Promise.all([
      optional('delivery', shop.delivery.listOptions({ cart: cart.id, country })),
      draft.order === undefined || draft.cart !== cart.id
        ? undefined
        : optional('orders', openOrder(event, draft.order)),
    ])
    return {
      state: 'filled' as const,
      cart,
      country,
      cheapest: cheapest(delivery?.items ?? []),
      /** An order of this very cart that the bank has not answered yet. */
      waiting: order?.status === 'pending' ? { id: order.id, number: order.number } : undefined,
      missing,
    }
  }
  const [orderedId, order, best] = await Promise.all([
    findOrderedCart(event),
    optional('orders', freshOrder(event)),
    optional('catalogue', shop.product.listProducts({ sort: 'best_selling', limit: 4, inStock: true })),
  ])
  return {
    state: orderedId === undefined ? ('empty' as const) : ('ordered' as const),
    order: order === undefined ? undefined : { id: order.id, number: order.number },
    best: best?.items ?? [],
    missing,
  }
}

function cheapest<T extends { price: { amount: number } }>(options: readonly T[]): T | undefined {
  return options.toSorted((one, other) => one.price.amount - other.price.amount)[0]
}

export const actions: Actions = {
  set: async (event) => {
    const { id, sku, form } = await lineOf(event)
    const typed = String(form.get('to') ?? form.get('quantity') ?? '').trim()
    const quantity = Number(typed)
    if (typed === '' || !Number.isInteger(quantity) || quantity < 0 || quantity > 999)
      return fail(400, { problem: cartChanges.quantity[event.locals.language], sku })
    return change(event, { id, sku, quantity })
  },
  remove: async (event) => {
    const { id, sku, form } = await lineOf(event)
    const name = String(form.get('name') ?? sku).slice(0, 300)
    const quantity = Number(form.get('quantity')) || 1
    const refused = await change(event, { id, sku, quantity: 0 })
    return refused ?? { removed: { id, sku, name, quantity } }
  },
}

async function lineOf({ request }: RequestEvent) {
  const form = await request.formData()
  return { id: String(form.get('cart') ?? ''), sku: String(form.get('sku') ?? ''), form }
}

async function change(event: RequestEvent, line: { id: string; sku: string; quantity: number }) {
  const refuse = (status: number, why: keyof typeof cartChanges) =>
    fail(status, { problem: cartChanges[why][event.locals.language], sku: line.sku })
  try {
    await setLine(event, line)
    return undefined
  } catch (error) {
    if (hasReason(error, 'cart_closed', 'not_found', 'invalid_input')) return refuse(409, 'closed')
    if (hasReason(error, 'unknown_sku')) return refuse(409, 'notSold')
    if (hasReason(error, 'too_many_lines')) return refuse(409, 'tooMany')
    if (isOutOfReach(error)) return refuse(503, 'away')
    throw error
  }
}

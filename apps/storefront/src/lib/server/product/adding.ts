/** “Add to cart” on a product's page. */
import type { Cart } from '@souk/contracts/cart.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { inLanguage, type Language } from '#lib/language.ts'
import { isOutOfReach } from '#lib/server/away.ts'
import { addToCart, findCart } from '#lib/server/my-cart.ts'
import { type Variant, variantWith } from '#lib/variants.ts'
import { chosenIn } from './choice.ts'
import { outcomes, refusals } from './texts.ts'

type Event = RequestEvent & { params: { slug: string } }

export async function add(event: Event) {
  const { language, shop } = event.locals
  const fields = await event.request.formData()
  const quantity = Number(fields.get('quantity'))
  const key = String(fields.get('key') || crypto.randomUUID())
  const values = chosenIn(fields) ?? {}
  let sku: string | undefined
  let cart: Cart
  let name: string
  try {
    const product = await shop.product.getProduct({ slug: event.params.slug })
    const variant = variantWith(product, values)
    if (variant === undefined)
      return fail(409, { sku, fault: refusals.not_made[language](Object.values(values).join(', ')) })
    sku = variant.sku
    const fault = faultOf(variant, quantity)
    if (fault !== undefined) return fail(400, { sku, fault: refusals[fault][language] })
    name = product.name
    cart = await putInto(event, { sku, quantity }, key)
  } catch (error) {
    const { status, reason } = refusalOf(error)
    return fail(status, { sku, fault: refusals[reason][language] })
  }
  if (!comesFromScript(event)) redirect(303, inLanguage(language, '/cart'))
  return { sku, ...said(cart, { sku, quantity, name, values: Object.values(values).join(', ') }, language) }
}

function faultOf({ availability }: Variant, quantity: number) {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 999) return 'quantity'
  return availability === 'out' ? 'sold_out' : undefined
}

async function putInto(event: Event, line: { sku: string; quantity: number }, key: string) {
  const cart = await addToCart(event, line, key)
  if (comesFromScript(event)) return cart
  // Without scripts, the way back leads to the same page with the same key. Whoever has emptied the cart meanwhile does not
  // repeat a click: they want it after all.
  const now = await findCart(event)
  return now?.lines.some(({ sku }) => sku === line.sku) ? now : addToCart(event, line, crypto.randomUUID())
}

function comesFromScript({ request }: Event) {
  return request.headers.get('x-sveltekit-action') === 'true'
}

function refusalOf(error: unknown) {
  if (hasReason(error, 'unknown_sku', 'not_found', 'invalid_input'))
    return { status: 404, reason: 'unknown_sku' } as const
  if (hasReason(error, 'too_many_lines')) return { status: 409, reason: 'too_many_lines' } as const
  if (hasReason(error, 'too_many_requests')) return { status: 429, reason: 'too_many_requests' } as const
  if (isOutOfReach(error)) return { status: 503, reason: 'away' } as const
  throw error
}

function said(
  { lines }: Cart,
  { sku, ...line }: { sku: string; quantity: number; name: string; values: string },
  language: Language,
) {
  const mine = lines.find((one) => one.sku === sku)
  const inAll = mine?.quantity ?? line.quantity
  const short = mine?.problems.find(({ reason }) => reason === 'only_n_left')
  return {
    added: outcomes.added[language]({ ...line, inAll }),
    warning: short?.available === undefined ? undefined : outcomes.onlyLeft[language](short.available, inAll),
  }
}

/** “Add to cart” on a product's page: answered with words for its script, and with a page for who has none. */
import type { Cart } from '@souk/contracts/cart.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { json, type RequestEvent, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { isOutOfReach } from '#lib/server/away.ts'
import { addToCart, findCart } from '#lib/server/my-cart.ts'
import { fieldBefore, type Variant, valuesIn, variantWith } from './choice.ts'
import { outcomes, type Refusal, refusals } from './outcomes.ts'

type Event = RequestEvent & { params: { slug: string } }
type Line = { sku: string; quantity: number }

export async function add(event: Event) {
  const { language, shop } = event.locals
  const fields = await event.request.formData()
  const quantity = Number(fields.get('quantity'))
  const key = String(fields.get('key') || crypto.randomUUID())
  const values = valuesIn(fields) ?? {}
  let sku: string | undefined
  try {
    const product = await shop.product.getProduct({ slug: event.params.slug })
    const variant = variantWith(product, values)
    sku = variant?.sku
    const fault = faultOf(variant, quantity)
    if (variant === undefined || fault !== undefined) return refuse(event, fault ?? 'not_made', sku, values)
    const cart = await putInto(event, { sku: variant.sku, quantity }, key)
    if (comesFromScript(event)) return json(said(event, cart, { sku: variant.sku, quantity }, product.name, values))
  } catch (error) {
    return refuse(event, refusalOf(error), sku, values)
  }
  redirect(303, inLanguage(language, '/cart'))
}

function faultOf(variant: Variant | undefined, quantity: number): Refusal | undefined {
  if (variant === undefined) return 'not_made'
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 999) return 'quantity'
  return variant.availability === 'out' ? 'sold_out' : undefined
}

/** Without scripts, the page comes again with what was chosen and what is wrong with it. */
function refuse(event: Event, refusal: Refusal, sku: string | undefined, values: Record<string, string>) {
  const { language } = event.locals
  if (comesFromScript(event)) return json({ fault: refusals[refusal][language] })
  const fields = Object.entries(values).map(([name, value]) => [`${fieldBefore}${name}`, value])
  const query = new URLSearchParams(sku === undefined ? fields : { sku, refused: refusal })
  redirect(303, `${inLanguage(language, `/products/${event.params.slug}`)}?${query}`)
}

async function putInto(event: Event, line: Line, key: string) {
  const cart = await addToCart(event, line, key)
  if (comesFromScript(event)) return cart
  // Without scripts, the way back leads to the same page with the same key. Whoever has emptied the cart meanwhile does not
  // repeat a click: they want it after all.
  const now = await findCart(event)
  return now?.lines.some(({ sku }) => sku === line.sku) ? now : addToCart(event, line, crypto.randomUUID())
}

function comesFromScript({ request }: Event) {
  return request.headers.get('accept') === 'application/json'
}

function refusalOf(error: unknown): Refusal {
  if (hasReason(error, 'unknown_sku', 'not_found', 'invalid_input')) return 'unknown_sku'
  if (hasReason(error, 'too_many_lines')) return 'too_many_lines'
  if (hasReason(error, 'too_many_requests')) return 'too_many_requests'
  if (isOutOfReach(error)) return 'away'
  throw error
}

function said({ locals }: Event, { lines }: Cart, line: Line, name: string, values: Record<string, string>) {
  const { language } = locals
  const mine = lines.find(({ sku }) => sku === line.sku)
  const inAll = mine?.quantity ?? line.quantity
  const left = mine?.problems.find(({ reason }) => reason === 'only_n_left')?.available
  return {
    added: outcomes.added[language]({ ...line, name, values: Object.values(values).join(', '), inAll }),
    warning: left === undefined ? undefined : outcomes.onlyLeft[language](left, inAll),
  }
}

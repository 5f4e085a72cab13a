import { json } from '@sveltejs/kit'
import { keepDraft, readDraft } from '#lib/server/checkout-draft.ts'
import { addressIn, askedIn } from '#lib/server/checkout-form.ts'
import { deliveryOptions } from '#lib/server/delivery-options.ts'
import { savedAddresses } from '#lib/server/saved-addresses.ts'
import type { RequestHandler } from './$types'

/** Keeps what is typed while it is typed; with `?options` it answers how the cart can reach that place. */
export const POST: RequestHandler = async (event) => {
  const { typed, cart } = askedIn(await event.request.formData())
  keepDraft(event, { ...readDraft(event), typed })
  if (!event.url.searchParams.has('options')) return new Response(null, { status: 204 })
  const { country, postcode } = addressIn(typed, await savedAddresses(event))
  return json(await deliveryOptions(event, cart, { country, postcode }))
}

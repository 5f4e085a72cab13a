/** How a cart can reach a place. While delivery is out of reach selling goes on with what it last told of the country. */
import type { delivery } from '@souk/contracts/delivery.ts'
import type { Output } from '@souk/platform/contract.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { RequestEvent } from '@sveltejs/kit'
import { country as countryName } from '#lib/format.ts'
import type { Language } from '#lib/language.ts'
import { faultWords, postcodeLike } from '#lib/texts/checkout-problems.ts'
import { isOutOfReach, soon } from './away.ts'

type Told = Output<typeof delivery.operations.listOptions>['items'][number]
export type Option = Omit<Told, 'estimate'> & { estimate?: Told['estimate'] | undefined }
export type Options = {
  country: string
  options: Option[]
  /** Of before: an order may cost more or less, which its buyer is asked about first. No day is promised. */
  isOld: boolean
  postcodeFault?: string | undefined
}

/** By country. There are no more than some hundred. */
const lastTold = new Map<string, Told[]>()

export async function deliveryOptions(
  { locals }: Pick<RequestEvent, 'locals'>,
  cart: string,
  { country, postcode }: { country: string; postcode: string },
): Promise<Options> {
  const { language, shop } = locals
  const isPostcode = /^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/.test(postcode)
  const ask = async (query: { postcode?: string }) => {
    const { items } = await soon(shop.delivery.listOptions({ cart, country, ...query }))
    if (items.length > 0) lastTold.set(country, items)
    return { country, options: items, isOld: false }
  }
  try {
    return await ask(isPostcode ? { postcode } : {})
  } catch (error) {
    if (hasReason(error, 'invalid_input') && isPostcode) {
      const postcodeFault = inWords(error.errors?.[0]?.message, country, language)
      const rest = await ask({}).catch(() => ({ country, options: [], isOld: false }))
      return { ...rest, postcodeFault }
    }
    if (hasReason(error, 'not_found', 'invalid_input')) return { country, options: [], isOld: false }
    if (!isOutOfReach(error)) throw error
    const options = (lastTold.get(country) ?? []).map(({ estimate: _promised, ...option }) => option)
    return { country, options, isOld: true }
  }
}

/** @param message of delivery-service, which ends in an example */
function inWords(message: string | undefined, country: string, language: Language) {
  const example = /looks like (.+)$/.exec(message ?? '')?.[1]
  if (example === undefined) return faultWords.postcode.wrong[language]
  return postcodeLike[language](countryName(country, language), example)
}

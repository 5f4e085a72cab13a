import { redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { readAddress, refuseAddress } from '#lib/server/address-form.ts'
import { countriesIn } from '#lib/server/countries.ts'
import { forSignedIn, orSignIn } from '#lib/server/signed-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const [me, { items }] = await forSignedIn(event, () => event.locals.shop.user.listAddresses({}))
  const { language } = event.locals
  return { countries: countriesIn(language), name: items.length === 0 ? me.name : '', isFirst: items.length === 0 }
}

export const actions: Actions = {
  default: async (event) => {
    const { address, isDefault, given } = await readAddress(event.request)
    try {
      await orSignIn(event, event.locals.shop.user.addAddress({ address, isDefault }))
    } catch (error) {
      return refuseAddress(event, error, given)
    }
    redirect(303, `${inLanguage(event.locals.language, '/account/addresses')}?done=added`)
  },
}

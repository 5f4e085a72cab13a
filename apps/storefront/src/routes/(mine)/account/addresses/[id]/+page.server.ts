import { error, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { readAddress, refuseAddress } from '#lib/server/address-form.ts'
import { countriesIn } from '#lib/server/countries.ts'
import { forSignedIn, orSignIn } from '#lib/server/signed-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const [, { items }] = await forSignedIn(event, () => event.locals.shop.user.listAddresses({}))
  const saved = items.find(({ id }) => id === event.params.id)
  if (saved === undefined) error(404, 'not_found')
  return { countries: countriesIn(event.locals.language), saved }
}

export const actions: Actions = {
  default: async (event) => {
    const { address, isDefault, given } = await readAddress(event.request)
    try {
      await orSignIn(event, event.locals.shop.user.changeAddress({ id: event.params.id, address, isDefault }))
    } catch (reason) {
      return refuseAddress(event, reason, given)
    }
    redirect(303, `${inLanguage(event.locals.language, '/account/addresses')}?done=changed`)
  },
}

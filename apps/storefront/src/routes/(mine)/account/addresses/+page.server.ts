import { type RequestEvent, redirect } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'
import { refuseAddress } from '#lib/server/address-form.ts'
import { line } from '#lib/server/forms.ts'
import { forSignedIn, orSignIn } from '#lib/server/signed-in.ts'
import type { Actions, PageServerLoad } from './$types'

const said = ['added', 'changed', 'removed', 'default'] as const

export const load: PageServerLoad = async (event) => {
  const [, { items }] = await forSignedIn(event, () => event.locals.shop.user.listAddresses({}))
  const wanted = event.url.searchParams.get('done')
  return { items, done: said.find((one) => one === wanted) }
}

export const actions: Actions = {
  remove: async (event) => {
    const id = line(await event.request.formData(), 'id')
    try {
      await orSignIn(event, event.locals.shop.user.removeAddress({ id }))
    } catch (error) {
      return refuseAddress(event, error, {})
    }
    return back(event, 'removed')
  },

  makeDefault: async (event) => {
    const id = line(await event.request.formData(), 'id')
    const { user } = event.locals.shop
    try {
      const { items } = await orSignIn(event, user.listAddresses({}))
      const address = items.find((saved) => saved.id === id)?.address
      if (address !== undefined) await user.changeAddress({ id, address, isDefault: true })
    } catch (error) {
      return refuseAddress(event, error, {})
    }
    return back(event, 'default')
  },
}

function back({ locals }: RequestEvent, done: (typeof said)[number]): never {
  redirect(303, `${inLanguage(locals.language, '/account/addresses')}?done=${done}`)
}

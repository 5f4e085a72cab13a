import { line, refuse } from '#lib/server/forms.ts'
import { forSignedIn, orSignIn } from '#lib/server/signed-in.ts'
import { sessionAnswers } from '#lib/texts/account-answers.ts'
import type { Actions, PageServerLoad } from './$types'

const words = { reasons: { not_found: sessionAnswers.gone } }

export const load: PageServerLoad = async (event) => {
  const [, { items }] = await forSignedIn(event, () => event.locals.shop.user.listSessions({}))
  return { items: items.toSorted((one, other) => Number(other.current) - Number(one.current)) }
}

export const actions: Actions = {
  end: async (event) => {
    const id = line(await event.request.formData(), 'id')
    try {
      await orSignIn(event, event.locals.shop.user.revokeSession({ id }))
    } catch (error) {
      return refuse(event, error, {}, words)
    }
    return { ended: 'one' as const }
  },

  endOthers: async (event) => {
    const { user } = event.locals.shop
    try {
      const { items } = await orSignIn(event, user.listSessions({}))
      const others = items.filter(({ current }) => !current)
      await Promise.all(others.map(({ id }) => user.revokeSession({ id })))
    } catch (error) {
      return refuse(event, error, {}, words)
    }
    return { ended: 'others' as const }
  },
}

/** Whose cart a call means, and what is answered where it cannot be had. */
import { type Caller, userIdOf } from '@souk/platform/auth.ts'
import { fail, SoukError } from '@souk/platform/errors.ts'
import type { Named } from './carts.sql.ts'

/** @throws 401 `not_signed_in` where somebody who is not signed in asks for `mine` */
export function cartNamed(id: string, caller: Caller): Named {
  const userId = userIdOf(caller)
  if (id === 'mine' && userId === null)
    throw fail('not_signed_in', 'Sign in first: only customers have a cart of theirs.')
  return { id, userId }
}

export function noSuchCart() {
  return fail('not_found', 'There is no such cart.')
}

export function cartClosed(status: string) {
  return new SoukError('conflict', 'cart_closed', `This cart was ${status} already: go on with a new one.`)
}

export function unknownSku(message: string) {
  return new SoukError('not_found', 'unknown_sku', message)
}

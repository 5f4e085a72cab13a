/** The operations of the whole shop, as the gateway's tests go through them. */
import type { Operation } from '@souk/platform/contract.ts'
import { type Named, operationsOf } from '../conformance/requests.ts'
import { services } from '../scripts/services.ts'

export const operations: readonly Named[] = operationsOf(services.map(({ contract }) => contract))

/** True for what the gateway serves. */
export function isPublic({ access }: Operation) {
  return access.some((rule) => rule !== 'internal')
}

/** Whoever does these is signed out by them, here or elsewhere. */
export const endsSession = ['user.signOut', 'user.deleteMe', 'user.changePassword']

/** Who calls, and the rules by which the platform lets them in. Handlers never check rights; they only filter rows by owner. */
import { fail } from './errors.ts'

export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'customer'; userId: string; sessionId: string }
  | { kind: 'staff'; userId: string; sessionId: string; permissions: readonly string[] }
  | { kind: 'service'; name: string }

export const anonymous: Caller = { kind: 'anonymous' }

/**
 * `public`: everybody. `customer`: whoever is signed in (staff shop too). `internal`: another service, never through the
 * gateway. `staff`: staff who hold the permission.
 */
export type Rule = 'public' | 'customer' | 'internal' | { readonly staff: string }

export function staff(permission: string): Rule {
  return { staff: permission }
}

function passes(rule: Rule, caller: Caller) {
  if (rule === 'public') return true
  if (rule === 'internal') return caller.kind === 'service'
  if (rule === 'customer') return caller.kind === 'customer' || caller.kind === 'staff'
  return holds(caller, rule.staff)
}

/** True for staff with the permission; `*` is every permission. */
export function holds(caller: Caller, permission: string) {
  return caller.kind === 'staff' && (caller.permissions.includes(permission) || caller.permissions.includes('*'))
}

/** The signed-in person's id, or null: what statements filter rows by. */
export function userIdOf(caller: Caller) {
  return caller.kind === 'customer' || caller.kind === 'staff' ? caller.userId : null
}

/** @throws 401 `not_signed_in` where signing in could help, 403 `not_allowed` where it could not */
export function authorise(access: readonly Rule[], caller: Caller) {
  for (const rule of access) if (passes(rule, caller)) return
  if (caller.kind === 'anonymous' && access.some((rule) => rule !== 'internal'))
    throw fail('not_signed_in', 'Sign in first: send an access token as Authorization: Bearer.')
  throw fail('not_allowed', 'You do not have the right to do this.')
}

/** A rule in words, for descriptions. */
export function holdsFor(rule: Rule) {
  if (rule === 'public') return 'everybody'
  if (rule === 'customer') return 'whoever is signed in'
  return rule === 'internal' ? 'other services' : `staff with the permission '${rule.staff}'`
}

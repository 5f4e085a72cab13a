/** How objects of the shop are named and found. */
import { type Deployable, withDatabase } from '../description.ts'

export type Role = 'server' | 'migration' | 'opening'

/** What selects the pods of one kind; never changed, since a Deployment's selector cannot be. */
export function selects(one: Deployable, role: Role = 'server') {
  return { 'app.kubernetes.io/name': one.title, 'app.kubernetes.io/component': role }
}

export function labelsOf(one: Deployable, role: Role = 'server') {
  return { ...selects(one, role), 'app.kubernetes.io/part-of': 'souk' }
}

/**
 * Carried by whatever PostgreSQL holds a service's database: one server may hold all of them, or each its own. A service
 * reaches only what holds its own.
 */
export function holds(name: string) {
  return { [`souk-database-${name}`]: 'true' }
}

export const holdsAll = Object.assign({}, ...withDatabase.map(({ name }) => holds(name))) as Record<string, string>

export const named = (name: string) => ({ 'app.kubernetes.io/name': name })

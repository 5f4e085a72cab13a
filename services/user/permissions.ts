/** Who may give and take which permissions. */
import type { User } from '@souk/contracts/user.ts'

type Permissions = User['permissions']

/** Each once; `*` stands for all. */
export function normalPermissions(permissions: Permissions): Permissions {
  return permissions.includes('*') ? ['*'] : [...new Set(permissions)]
}

/**
 * Only who may change staff does, nobody gives or takes what they do not hold, and somebody always holds `*`.
 * @param by what the person who tries holds now
 * @param othersWithAll how many other staff hold `*`
 * @returns what to tell the person who tries, or undefined where the change is allowed
 */
export function objectionTo(change: {
  by: Permissions
  before: Permissions
  after: Permissions
  othersWithAll: number
}) {
  const { by, before, after, othersWithAll } = change
  const holds = (permission: Permissions[number]) => by.includes('*') || by.includes(permission)
  if (!holds('staff')) return 'You may no longer change what staff may do.'
  const changed = [
    ...after.filter((permission) => !before.includes(permission)),
    ...before.filter((permission) => !after.includes(permission)),
  ]
  const foreign = changed.filter((permission) => !holds(permission))
  if (foreign.length > 0)
    return `You can give and take only permissions that you hold yourself; you do not hold ${foreign.join(', ')}.`
  if (before.includes('*') && !after.includes('*') && othersWithAll === 0)
    return 'This is the last account with every permission: give them to another one first.'
  return undefined
}

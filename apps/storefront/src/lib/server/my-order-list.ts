/** The orders that somebody who is signed in has placed. */
import type { User } from '@souk/contracts/user.ts'
import type { Shop } from './shop.ts'

/** Staff may see everybody's orders; here they see those placed with their own address. */
export async function listMyOrders({ order }: Shop, me: Promise<User>, query: { limit: number; cursor?: string }) {
  const [page, { role, email }] = await Promise.all([order.listOrders(query), me])
  if (role !== 'staff') return page
  const theirs = await order.listOrders({ ...query, q: email })
  return { ...theirs, items: theirs.items.filter((one) => one.email.toLowerCase() === email.toLowerCase()) }
}

import type { Paying } from '../needs.ts'
import { paymentOf } from '../payments.sql.ts'

export const listProviderEntries: Paying['operations']['listProviderEntries'] = async (
  { orderId },
  { db, resources },
) => {
  const row = await paymentOf(db, orderId)
  const provider = row === undefined ? undefined : resources.providers[row.method]
  return { items: provider === undefined ? [] : await provider.entries(orderId) }
}

/** The three states of an order: of itself, of its money and of its parcels. */
import { oneOf } from '@souk/platform/contract.ts'

export const OrderStatus = oneOf('pending', 'confirmed', 'declined', 'cancelled', 'completed')
export const PaymentState = oneOf(
  'pending',
  'authorized',
  'captured',
  'voided',
  'partially_refunded',
  'refunded',
  'declined',
)
export const FulfilmentStatus = oneOf('unfulfilled', 'shipped', 'partially_returned', 'returned', 'cancelled')

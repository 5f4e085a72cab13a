import { cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import type { order } from '@souk/contracts/order.ts'
import { payment } from '@souk/contracts/payment.ts'
import { number } from '@souk/platform/config.ts'
import type { Parts } from '@souk/platform/service.ts'

export const calls = { cart, inventory, payment, delivery }
export const config = {
  holdSeconds: number('ORDER_HOLD_SECONDS', 'how long stock is held for an order that is not confirmed', 600, 1),
  giveUpSeconds: number(
    'ORDER_GIVE_UP_SECONDS',
    'how long an order waits for a payment in doubt before it is undone',
    120,
  ),
  returnDays: number(
    'ORDER_RETURN_DAYS',
    'how many days after its promised arrival a customer may ask to send a parcel back',
    30,
  ),
  lateSeconds: number(
    'ORDER_LATE_SECONDS',
    'how long a change of an order may be under way, beyond waiting for a payment, before an audit tells of it',
    180,
  ),
  actionSeconds: number(
    'ORDER_ACTION_SECONDS',
    'how long an order waits for its payer to act at their bank before it is undone',
    900,
  ),
  taxPercent: number('ORDER_TAX_PERCENT', 'the tax that prices include, in percent', 20),
}

export type Ordering = Parts<typeof order, typeof calls, typeof config>

import type { Job } from '@souk/platform/service.ts'
import { forgetGuestCarts as forget } from '../forgetting.sql.ts'
import type { Cart } from '../needs.ts'

const month = 30 * 86_400_000

/** Guests leave many empty carts behind; what somebody put something into stays. */
export const forgetGuestCarts: Job<Cart['context']> = {
  name: 'forget-guest-carts',
  every: 3_600,
  run: ({ db, now }) => forget(db, new Date(now().getTime() - month)),
}

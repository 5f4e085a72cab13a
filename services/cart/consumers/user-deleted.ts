import { user } from '@souk/contracts/user.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { forgetOpenCart } from '../forgetting.sql.ts'

export const userDeleted = consumer(user, 'user.deleted.v1', ({ data }, tx) => forgetOpenCart(tx, data.userId))

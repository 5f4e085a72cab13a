import type { Paying } from '../needs.ts'
import { toPayment } from '../payment.ts'
import { voidOnce } from '../voiding.ts'

export const voidPayment: Paying['operations']['voidPayment'] = async ({ orderId }, context) =>
  toPayment(await voidOnce(context, orderId))

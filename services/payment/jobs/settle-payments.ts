import type { Job } from '@souk/platform/service.ts'
import * as attempts from '../attempts.sql.ts'
import { seeTo } from '../doubts.ts'
import type { Context } from '../needs.ts'
import { reload } from '../settlement.ts'
import { ifFree } from '../turn.ts'

/** Asks providers about what is in doubt, less and less often, so that payments end settled even if nobody calls. */
export const settlePayments: Job<Context> = {
  name: 'settle-payments',
  every: 2,
  async run(context) {
    const due = await attempts.claimDue(context.db, context.now(), 20)
    const byOrder = Map.groupBy(due, ({ orderId }) => orderId)
    await Promise.all([...byOrder].map(([orderId, ofOrder]) => look(context, orderId, ofOrder)))
    return due.length
  },
}

/** One that cannot be seen to now keeps nobody from the others, of its own payment neither: its next look is set already. */
async function look(context: Context, orderId: string, due: readonly attempts.Due[]) {
  const tell = (error: unknown) => context.log.warn({ err: error, orderId }, 'a payment in doubt could not be seen to')
  await ifFree(context, orderId, async (turn, payment) => {
    for (const { attemptId } of due) {
      const open = await attempts.inDoubt(context.db, payment.id)
      const attempt = open.find(({ id }) => id === attemptId)
      if (attempt !== undefined) await seeTo(turn, await reload(context, payment), attempt).catch(tell)
    }
  }).catch(tell)
}

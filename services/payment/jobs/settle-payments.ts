import type { Job } from '@souk/platform/service.ts'
import { clearUp, leaveInDoubt } from '../conversations.ts'
import type { Paying } from '../needs.ts'
import * as payments from '../payments.sql.ts'
import { voidLate } from '../voiding.ts'

/** Asks providers about what is in doubt, by our own keys, so that every payment ends settled even if nobody calls. */
export const settlePayments: Job<Paying['context']> = {
  name: 'settle-payments',
  every: 2,
  async run(context) {
    const due = await payments.claimDoubtful(context.db, 20)
    await Promise.allSettled(
      due.map(async (row) => {
        if (row.status === 'voided') return voidLate(context, row)
        const after = await clearUp(context, row)
        if (after.doubt !== null) return leaveInDoubt(context, after, after.status, '', '')
        return payments.letGo(context.db, after)
      }),
    )
    return due.length
  },
}

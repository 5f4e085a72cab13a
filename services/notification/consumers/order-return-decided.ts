import { order } from '@souk/contracts/order.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import type { About } from '../letters.ts'
import type { Notification } from '../needs.ts'
import { returnDecided } from '../return-letters.ts'
import { writeOrderMail } from '../writing.ts'

export const orderReturnDecided = consumer(
  order,
  'order.return-decided.v1',
  async (event, tx, context: Notification['context']) => {
    const letter = (about: About) => returnDecided(event.data, about)
    // What was approved may be rejected later: each decision is one event, and gets a letter of its own.
    await writeOrderMail({ kind: 'return-decided', subjectId: event.id, letter }, event, tx, context)
  },
)

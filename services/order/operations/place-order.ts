import { isDuplicate } from '@souk/platform/database/pool.ts'
import { fail } from '@souk/platform/errors.ts'
import type { Run } from '../advance.ts'
import { answerPlaced } from '../answer.ts'
import { alreadyOrdered, draftOrder } from '../drafting.ts'
import type { Ordering } from '../needs.ts'
import { isOfOthers, type NewOrder, type NewSaga, place } from '../orders.sql.ts'
import type { PlaceInput } from '../placing.ts'
import type { SagaRow } from '../sagas.sql.ts'
import { newSaga, runSaga, seenBefore } from '../sagas.ts'

type Context = Ordering['context']

export const placeOrder: Ordering['operations']['placeOrder'] = async (input, context) => {
  let order: NewOrder
  try {
    order = await draftOrder(input, context)
  } catch (error) {
    // A repetition is answered by what became of the first, whatever the cart and the neighbours say by now.
    const seen = await seenBefore(context, 'place')
    if (seen === undefined) throw error
    return answerPlaced(context, seen)
  }
  return answerPlaced(context, await begin(order, input.payment, context))
}

/** The order and its saga are committed before the first step; a rival for the same cart or key is looked at afterwards. */
async function begin(order: NewOrder, payment: PlaceInput['payment'], context: Context): Promise<Run> {
  for (let turn = 1; turn <= 3; turn++) {
    const saga = newSaga(context, { payment })
    const placed = await place(context.db, order, saga).catch(unlessDuplicate)
    if (placed !== undefined) {
      const { supersedes, ...row } = placed
      const at = saga.createdAt.toISOString()
      const what = row.id === order.id ? 'placed' : 'placed_again'
      row.timeline.push({ at, what, by: 'customer' })
      return runSaga(context, { saga: asRow(saga, row.id, { payment, supersedes }), order: row })
    }
    const seen = await seenBefore(context, 'place')
    if (seen !== undefined) return seen
    if (await isOfOthers(context.db, order.cartId, saga)) throw await alreadyOrdered(context, order.cartId)
  }
  throw fail('unavailable', 'This cart is being ordered at this very moment. Try again.', { retryAfter: 1 })
}

function unlessDuplicate(error: unknown): undefined {
  if (!isDuplicate(error)) throw error
}

function asRow({ id, fingerprint, leaseUntil, createdAt }: NewSaga, orderId: string, input: PlaceInput): SagaRow {
  return {
    id,
    orderId,
    kind: 'place',
    status: 'running',
    direction: 'forward',
    input,
    refusal: null,
    fingerprint,
    leased: true,
    leaseUntil: leaseUntil.toISOString(),
    attempts: 1,
    createdAt: createdAt.toISOString(),
  }
}

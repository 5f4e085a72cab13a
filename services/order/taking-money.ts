/** Takes the money that an order holds, for shipping and for refunding. */
import { advance, type Run, unsettled } from './advance.ts'
import type { Ordering } from './needs.ts'

/** @returns the run, noted as captured; undefined where it was overtaken */
export async function capture(context: Ordering['context'], run: Run): Promise<Run | undefined> {
  if (run.order.paymentStatus !== 'authorized') return run
  const { status } = await context.calls.payment.capture({ orderId: run.order.id })
  if (status === 'pending' || status === 'authorized') throw unsettled('The payment')
  return advance(context, run, {
    saga: 'running',
    order: { paymentStatus: 'captured' },
    timeline: [{ what: 'payment_captured', by: 'system' }],
  })
}

/**
 * Shipping: the money is taken, the parcel handed over, the stock goes down. Before the money is taken a refusal ends it
 * with nothing done; after that the way is forward: what is out of reach is asked again until it is there.
 */
import { isInDoubt, type SoukError } from '@souk/platform/errors.ts'
import { advance, type Run, refuse, reload } from './advance.ts'
import type { Ordering } from './needs.ts'
import { notShippable, whyNotShippable } from './order.ts'
import { factsOf, shippedEvent } from './order-view.ts'
import { capture } from './taking-money.ts'

export type ShipInput = { carrier?: string; trackingNumber?: string }

export async function ship(context: Ordering['context'], run: Run): Promise<Run> {
  return (await proceed(context, run)) ?? reload(context, run.saga.id)
}

async function proceed(context: Ordering['context'], run: Run): Promise<Run | undefined> {
  const refusal = whyNotShippable(factsOf(run.order))
  if (refusal !== undefined) return refuse(context, run, refusal)
  let taken: Run | undefined = run
  try {
    taken = await capture(context, run)
    if (taken === undefined) return undefined
    const parcel = await handOver(context, taken)
    await context.calls.inventory.ship({ orderId: run.order.id })
    return await complete(context, taken, parcel)
  } catch (error) {
    if (isInDoubt(error)) throw error
    // A neighbour refuses for good: the order stays as it is, for staff to refund or to try again.
    context.log.warn({ err: error, orderId: run.order.id }, 'a shipment was refused')
    const { message } = error as SoukError
    return refuse(context, taken ?? run, notShippable(run.order, `This order cannot be shipped: ${message}`))
  }
}

function handOver({ calls: { delivery } }: Ordering['context'], { saga, order }: Run) {
  const { optionId } = order.delivery
  return delivery.createShipment({
    id: saga.id,
    orderId: order.id,
    optionId,
    address: order.shippingAddress,
    ...(saga.input as ShipInput),
  })
}

type Parcel = { id: string; carrier: string; trackingNumber: string }

function complete(context: Ordering['context'], run: Run, { id, carrier, trackingNumber }: Parcel) {
  const shipment = { id, carrier, trackingNumber, shippedAt: context.now().toISOString() }
  return advance(context, run, {
    saga: 'done',
    order: { status: 'completed', fulfilmentStatus: 'shipped', shipments: [...run.order.shipments, shipment] },
    timeline: [{ what: 'shipped', by: 'staff', details: { carrier, trackingNumber } }],
    events: (after) => [shippedEvent(after, shipment)],
  })
}

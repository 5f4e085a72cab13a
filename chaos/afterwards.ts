/** What happens to a confirmed order: nothing, or its customer and the staff want something of it, also against each other. */
import { randomUUID } from 'node:crypto'
import type { Order } from '@souk/contracts/order.ts'
import type { Buyer } from './buyer.ts'
import type { Answer } from './people.ts'
import type { Purchase, Wish } from './told.ts'

type Change = (buyer: Buyer, purchase: Purchase, order: Order) => Promise<unknown>

const cancel: Change = (buyer, purchase, { id, accessToken }) => {
  const path = `/orders/${id}/cancel${accessToken === undefined ? '' : `?accessToken=${accessToken}`}`
  return wish(buyer, purchase, 'cancel', id, () => buyer.person.insist('POST', path, {}, randomUUID()))
}

const ship: Change = (buyer, purchase, { id }) => {
  return wish(buyer, purchase, 'ship', id, () =>
    buyer.staff.insist('POST', `/orders/${id}/shipments`, {}, randomUUID()),
  )
}

const refundPart: Change = (buyer, purchase, { id, total }) => {
  const amount = { ...total, amount: Math.max(1, Math.floor(total.amount * buyer.chance.between(0.1, 0.7))) }
  return refund(buyer, purchase, id, { amount })
}

const refundAll: Change = (buyer, purchase, { id }) => refund(buyer, purchase, id, {})

function refund(buyer: Buyer, purchase: Purchase, id: string, body: object) {
  return wish(buyer, purchase, 'refund', id, () =>
    buyer.staff.insist('POST', `/orders/${id}/refunds`, body, randomUUID()),
  )
}

/** One piece comes back: asked for, approved, received, and paid back. Of what was not shipped nothing can. */
const sendBack: Change = async (buyer, purchase, { id, lines }) => {
  const { staff, chance } = buyer
  const back = lines.slice(0, 1).map(({ sku }) => ({ sku, quantity: 1 }))
  const asked = await staff.insist(
    'POST',
    `/orders/${id}/returns`,
    { lines: back, reason: 'It does not fit.' },
    randomUUID(),
  )
  const returnId = asked.body?.returns?.at(-1)?.id
  if (returnId === undefined) return
  const path = `/orders/${id}/returns/${returnId}`
  await staff.insist('POST', `${path}/decision`, { approved: true }, randomUUID())
  const received = { lines: back.map((line) => ({ ...line, restock: chance.happens(0.7) })) }
  await wish(buyer, purchase, 'return', id, () => staff.insist('POST', `${path}/receipt`, received, randomUUID()))
}

const inTurn =
  (...changes: Change[]): Change =>
  async (...about) => {
    for (const change of changes) await change(...about)
  }

const atOnce =
  (...changes: Change[]): Change =>
  (...about) =>
    Promise.all(changes.map((change) => change(...about)))

/** How often each comes, and what it is. Whatever else can be asked of an order is a line more here, and a rule in verdict.ts. */
const changes: Record<string, [weight: number, Change]> = {
  nothing: [59, async () => {}],
  cancelled: [7, cancel],
  shipped: [9, ship],
  shippedAndSentBack: [5, inTurn(ship, sendBack)],
  shippedAndRefunded: [4, inTurn(ship, refundPart)],
  refundedAndShipped: [3, inTurn(refundPart, ship)],
  refundedWhole: [2, refundAll],
  cancelledAgainstShipped: [4, atOnce(cancel, ship)],
  cancelledTwice: [1, atOnce(cancel, cancel)],
  refundedAgainstRefunded: [3, atOnce(refundPart, refundPart)],
  refundedWholeAgainstPart: [2, atOnce(refundAll, refundPart)],
  refundedAgainstCancelled: [1, atOnce(refundPart, cancel)],
}
const weights = Object.fromEntries(Object.entries(changes).map(([name, [weight]]) => [name, weight]))

export async function changeMind(buyer: Buyer, purchase: Purchase, order: Order) {
  const [, change] = changes[buyer.chance.weighted(weights)] as [number, Change]
  await change(buyer, purchase, order)
}

async function wish(
  { told }: Buyer,
  purchase: Purchase,
  what: Wish['what'],
  orderId: string,
  ask: () => Promise<Answer>,
) {
  told.wished(purchase, what, orderId, await ask())
}

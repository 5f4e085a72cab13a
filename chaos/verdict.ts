/** Compares what people were told with what is true in the end. */
import type { Order } from '@souk/contracts/order.ts'
import type { Person } from './people.ts'
import { isGranted, type Placing, type Purchase, placedOrder, type Told, type Wish, whatWasSaid } from './told.ts'

/** @returns every word that the shop does not stand by, a sentence each */
export async function untruths(told: Told, staff: Person): Promise<string[]> {
  const orders = await allOrders(staff)
  const ofCart = Map.groupBy(orders, ({ email }) => email)
  const known = new Set(told.purchases.map(({ email }) => email))
  const strange = orders.filter(({ email }) => !known.has(email)).map(({ number }) => `${number}: nobody ordered this`)
  return [...strange, ...told.purchases.flatMap((one) => faultsOf(one, ofCart.get(one.email) ?? []))]
}

async function allOrders(staff: Person): Promise<Order[]> {
  const orders = new Map<string, Order>()
  for (let cursor = ''; ; ) {
    const { status, body } = await staff.insist('GET', `/orders?limit=100${cursor}`)
    if (status !== 200) throw new Error(`the list of all orders was answered ${status}: ${JSON.stringify(body)}`)
    for (const one of body.items as Order[]) orders.set(one.id, one)
    if (body.nextCursor === undefined) return [...orders.values()]
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
  }
}

/** @param orders all that the cart has become */
function faultsOf({ email, placing, wishes }: Purchase, orders: readonly Order[]): string[] {
  const faults: string[] = []
  const say = (fault: string) => faults.push(`${email}: ${fault}`)

  for (const { answer } of [...placing, ...wishes].filter(({ decided }) => !decided))
    say(`was never told how it ended; the last answer was ${whatWasSaid(answer)}`)
  for (const fault of keysWithTwoAnswers(placing)) say(fault)

  const promised = promisedOrders(placing)
  for (const [id, then] of promised) {
    const now = orders.find((one) => one.id === id)
    if (now === undefined) say(`was told that ${then.number} is placed, and it is gone`)
    else if (pieces(now) !== pieces(then)) say(`${then.number} was placed as ${pieces(then)} and is ${pieces(now)}`)
  }

  const alive = orders.filter(({ status }) => status === 'confirmed' || status === 'completed')
  if (alive.length > 1)
    say(`the cart has become ${alive.length} orders: ${alive.map(({ number }) => number).join(', ')}`)
  for (const order of orders) {
    const { id, number, status, paymentStatus, fulfilmentStatus } = order
    const state = `${status}, ${paymentStatus}, ${fulfilmentStatus}`
    if (status === 'pending') say(`${number} is still undecided`)
    if (alive.includes(order) && !promised.has(id) && placing.every(({ decided }) => decided))
      say(
        `was told ${placing.map(({ answer }) => whatWasSaid(answer)).join(' and ')}, and ${number} was bought (${state})`,
      )
    if (status === 'declined') {
      if (promised.has(id)) say(`was told that ${number} is placed, and it is declined`)
      if (!['declined', 'voided', 'refunded'].includes(paymentStatus))
        say(`was told that nothing was charged, and ${number} is ${state}`)
    }
    const asked = (what: Wish['what']) => wishes.filter((wish) => wish.orderId === id && wish.what === what)
    if (promised.has(id)) for (const fault of brokenWishes(order, asked)) say(fault)
    if (status === 'cancelled' && asked('cancel').length === 0) say(`${number} is cancelled, and nobody asked for that`)
    if (['shipped', 'partially_returned', 'returned'].includes(fulfilmentStatus) && asked('ship').length === 0)
      say(`${number} is shipped, and nobody asked for that`)
  }

  return faults
}

/** A confirmed order is what all that was granted and decided made of it, and nothing else. */
function brokenWishes(order: Order, asked: (what: Wish['what']) => Wish[]): string[] {
  const faults: string[] = []
  const granted = (what: Wish['what']) => asked(what).filter(({ answer }) => isGranted(answer))
  const { number, status, shipments, refunds } = order
  if (granted('cancel').length > 0 && status !== 'cancelled')
    faults.push(`was told that ${number} is cancelled, and it is ${status}`)
  if (shipments.length !== Math.min(granted('ship').length, 1) && isDecided(asked('ship')))
    faults.push(`was told of ${granted('ship').length} parcels of ${number}, and ${shipments.length} left`)
  // What a cancellation gives back is no refund that somebody asked for.
  const givenBack = [...granted('refund'), ...granted('return')].length
  if (status !== 'cancelled' && isDecided([...asked('refund'), ...asked('return')]) && refunds.length !== givenBack)
    faults.push(`was told of ${givenBack} refunds of ${number}, and ${refunds.length} were made`)
  const received = order.returns.filter((one) => one.status === 'received').length
  if (isDecided(asked('return')) && received !== granted('return').length)
    faults.push(`was told of ${granted('return').length} returns of ${number}, and ${received} were received`)
  if (order.refunded.amount > order.total.amount)
    faults.push(`${number} was refunded ${order.refunded.amount} of ${order.total.amount}`)
  return faults
}

function isDecided(wishes: readonly Wish[]) {
  return wishes.every(({ decided }) => decided)
}

function promisedOrders(placing: readonly Placing[]) {
  const promised = new Map<string, Order>()
  for (const { answer } of placing) {
    const order = placedOrder(answer)
    if (order !== undefined) promised.set(order.id, order)
  }
  return promised
}

/** The same request under the same key has one answer, however often it is made. */
function keysWithTwoAnswers(placing: readonly Placing[]) {
  return [...Map.groupBy(placing, ({ key }) => key)].flatMap(([key, all]) => {
    const answers = new Set(
      all.filter(({ decided }) => decided).map(({ answer }) => answer.body?.id ?? whatWasSaid(answer)),
    )
    return answers.size > 1 ? [`the key ${key} was answered ${[...answers].join(' and ')}`] : []
  })
}

function pieces({ lines, total }: Order) {
  const each = lines.map(({ sku, quantity }) => `${quantity} ${sku}`).sort()
  return `${each.join(' + ')} for ${total.amount} ${total.currency}`
}

/** For tests: the neighbours by their contracts, with books to look into and disturbances to order. */
import { randomUUID } from 'node:crypto'
import { audit } from '@souk/contracts/audit.ts'
import { type Cart, cart } from '@souk/contracts/cart.ts'
import { delivery } from '@souk/contracts/delivery.ts'
import { inventory } from '@souk/contracts/inventory.ts'
import type { Money } from '@souk/contracts/money.ts'
import { type Payment, payment } from '@souk/contracts/payment.ts'
import { user } from '@souk/contracts/user.ts'
import { fail, SoukError } from '@souk/platform/errors.ts'
import { fake } from '@souk/platform/testing.ts'

/**
 * `lost`: it takes effect, the answer is lost. `away`: it is not reached. `hangs`: it takes effect and does not answer.
 * `hangs_before`: it does not answer and takes no effect. `refused`: it refuses for good.
 */
export type Disturbance = 'lost' | 'away' | 'hangs' | 'hangs_before' | 'refused'

type Reservation = {
  status: 'held' | 'kept' | 'released' | 'expired' | 'shipped'
  lines: { sku: string; quantity: number }[]
}
type Account = Payment & { attempts: Map<string, Payment['status']>; refunds: Map<string, number>; charges: number }

export const euros = (amount: number): Money => ({ amount, currency: 'EUR' })

export function fakeNeighbours() {
  const stock = new Map<string, number>()
  const reservations = new Map<string, Reservation>()
  const restocks = new Map<string, Reservation['lines']>()
  const accounts = new Map<string, Account>()
  const carts = new Map<string, Cart & { userId?: string }>()
  const parcels = new Map<string, { orderId: string; trackingNumber: string }>()
  const acted = new Map<string, 'authorized' | 'declined'>()
  const disturbances = new Map<string, Disturbance[]>()
  let providerAnswers = true
  let estimate = { from: '2026-01-03', to: '2026-01-05' }
  let hanging: { end(): void; goOn(): void }[] = []
  let noticeHang = () => {}

  function hang() {
    noticeHang()
    return new Promise<void>((goOn, reject) => {
      hanging.push({ goOn, end: () => reject(fail('unavailable', 'It hung, and is gone.')) })
    })
  }

  /** Runs an operation with whatever disturbance is next for it. */
  async function disturbed<T>(operation: string, effect: () => T): Promise<T> {
    const next = disturbances.get(operation)?.shift()
    await new Promise((resolve) => setImmediate(resolve))
    if (next === 'refused') throw fail('not_found', `${operation} refuses.`)
    if (next === 'away') throw fail('unavailable', `${operation} is out of reach.`)
    if (next === 'hangs_before') await hang()
    const result = effect()
    if (next === 'lost') throw fail('unavailable', `The answer of ${operation} is lost.`)
    if (next === 'hangs') await hang()
    return result
  }

  const closed = (status: string) => new SoukError('conflict', 'reservation_closed', `It is ${status} already.`)
  const move = (lines: Reservation['lines'], sign: 1 | -1) => {
    for (const { sku, quantity } of lines) stock.set(sku, (stock.get(sku) ?? 0) + sign * quantity)
  }

  const inventoryFake = fake(inventory, {
    reserve: ({ orderId, lines }) =>
      disturbed('reserve', () => {
        const before = reservations.get(orderId)
        if (before?.status === 'released' || before?.status === 'shipped') throw closed(before.status)
        if (before === undefined || before.status === 'expired') {
          const short = lines.filter(({ sku, quantity }) => (stock.get(sku) ?? 0) < quantity)
          const shortages = short.map(({ sku, quantity }) => ({
            sku,
            requested: quantity,
            available: stock.get(sku) ?? 0,
          }))
          if (short.length > 0)
            throw new SoukError('conflict', 'out_of_stock', 'Too little stock.', { details: { lines: shortages } })
          move(lines, -1)
          reservations.set(orderId, { status: 'held', lines })
        }
        const { status } = reservations.get(orderId) as Reservation
        return { orderId, status, lines }
      }),
    keep: ({ orderId }) =>
      disturbed('keep', () => {
        const before = reservations.get(orderId)
        if (before === undefined || before.status === 'expired')
          throw new SoukError('conflict', 'reservation_lost', 'Reserve again.')
        if (before.status === 'released' || before.status === 'shipped') throw closed(before.status)
        before.status = 'kept'
        return undefined
      }),
    release: ({ orderId }) =>
      disturbed('release', () => {
        const before = reservations.get(orderId)
        if (before?.status === 'shipped')
          throw new SoukError('conflict', 'reservation_shipped', 'It has left the house.')
        if (before?.status === 'held' || before?.status === 'kept') move(before.lines, 1)
        reservations.set(orderId, { status: 'released', lines: before?.lines ?? [] })
        return undefined
      }),
    ship: ({ orderId }) =>
      disturbed('ship', () => {
        const before = reservations.get(orderId)
        if (before === undefined || before.status === 'released') throw closed('released')
        before.status = 'shipped'
        return undefined
      }),
    restock: ({ id, lines }) =>
      disturbed('restock', () => {
        if (!restocks.has(id)) move(lines, 1)
        restocks.set(id, lines)
        return undefined
      }),
  })

  const asPayment = ({ attempts: _attempts, refunds: _refunds, charges: _charges, ...rest }: Account): Payment => rest
  const account = (orderId: string, amount = 0) => {
    const known = accounts.get(orderId)
    if (known !== undefined) return known
    const opened: Account = {
      id: randomUUID(),
      orderId,
      status: 'pending',
      amount: euros(amount),
      captured: euros(0),
      refunded: euros(0),
      method: 'test',
      createdAt: '2026-01-01T00:00:00.000Z',
      attempts: new Map(),
      refunds: new Map(),
      charges: 0,
    }
    accounts.set(orderId, opened)
    return opened
  }

  const paymentFake = fake(payment, {
    authorize: ({ orderId, attemptId, amount, method, token }) =>
      disturbed('authorize', () => {
        if (method !== 'test') throw new SoukError('unprocessable', 'unknown_payment_method', 'Pay in another way.')
        const mine = account(orderId, amount.amount)
        if (mine.status === 'voided') throw new SoukError('conflict', 'payment_closed', 'It was voided.')
        const outcome = mine.attempts.get(attemptId)
        if (outcome === undefined || outcome === 'pending') {
          const status =
            token === 'tok_declined'
              ? 'declined'
              : token === 'tok_unreachable' && !providerAnswers
                ? 'pending'
                : token === 'tok_act'
                  ? (acted.get(orderId) ?? 'pending')
                  : 'authorized'
          mine.attempts.set(attemptId, status)
          if (status === 'authorized') mine.charges++
          delete mine.action
          if (token === 'tok_act' && status === 'pending')
            mine.action = { redirectUrl: `https://bank.example/${orderId}` }
          Object.assign(mine, {
            status,
            amount,
            ...(status === 'declined' ? { declineCode: 'insufficient_funds' } : {}),
          })
        }
        return asPayment(mine)
      }),
    capture: ({ orderId }) =>
      disturbed('capture', () => {
        const mine = account(orderId)
        if (mine.status === 'authorized') Object.assign(mine, { status: 'captured', captured: mine.amount })
        if (mine.captured.amount === 0) throw new SoukError('conflict', 'not_authorized', 'There is no money to take.')
        return asPayment(mine)
      }),
    voidPayment: ({ orderId }) =>
      disturbed('void', () => {
        const mine = account(orderId)
        if (mine.captured.amount > 0) throw new SoukError('conflict', 'payment_captured', 'Refund it instead.')
        mine.status = 'voided'
        delete mine.action
        return asPayment(mine)
      }),
    refund: ({ orderId, refundId, amount }) =>
      disturbed('refund', () => {
        const mine = account(orderId)
        if (mine.captured.amount === 0) throw new SoukError('conflict', 'not_captured', 'Nothing was taken.')
        if (!mine.refunds.has(refundId)) {
          const left = mine.captured.amount - mine.refunded.amount
          if (amount.amount > left)
            throw new SoukError('conflict', 'exceeds_refundable', 'Too much.', { details: { refundable: euros(left) } })
          mine.refunds.set(refundId, amount.amount)
          mine.refunded = euros(mine.refunded.amount + amount.amount)
          mine.status = mine.refunded.amount === mine.captured.amount ? 'refunded' : 'partially_refunded'
        }
        return asPayment(mine)
      }),
  })

  const cartFake = fake(cart, {
    readCart: ({ id, userId }) =>
      disturbed('readCart', () => {
        const found = carts.get(id)
        if (found === undefined || (found.userId !== undefined && found.userId !== userId))
          throw fail('not_found', 'There is no such cart.')
        return found
      }),
  })

  const deliveryFake = fake(delivery, {
    quote: ({ optionId }) =>
      disturbed('quote', () => {
        if (optionId !== 'standard')
          throw new SoukError('unprocessable', 'delivery_unavailable', 'This option does not reach the address.')
        return { id: optionId, name: 'Standard', price: euros(490), estimate }
      }),
    createShipment: ({ id, orderId, address, carrier = 'Post', trackingNumber = `T-${id}` }) =>
      disturbed('createShipment', () => {
        parcels.set(id, { orderId, trackingNumber })
        return { id, orderId, carrier, trackingNumber, address, createdAt: '2026-01-02T00:00:00.000Z' }
      }),
  })

  /** A cart with these lines, each 1,000 apiece, of which there is plenty unless `stock` says otherwise. */
  function fill(more: Partial<Cart> & { userId?: string; skus?: string[]; quantity?: number; inStock?: number } = {}) {
    const { userId, skus = [`SKU-${randomUUID()}`], quantity = 1, inStock = 100, ...rest } = more
    const id = randomUUID()
    for (const sku of skus) if (!stock.has(sku)) stock.set(sku, inStock)
    const lines = skus.map((sku) => ({
      sku,
      quantity,
      productSlug: 'a-thing',
      name: 'A thing',
      options: { size: 'M' },
      unitPrice: euros(1_000),
      lineTotal: euros(1_000 * quantity),
      weight: 200,
      problems: [],
    }))
    const items = skus.length * quantity
    const filled = {
      id,
      status: 'open' as const,
      lines,
      itemCount: items,
      subtotal: euros(1_000 * items),
      weight: 200 * items,
      version: 1,
      ...rest,
      ...(userId === undefined ? {} : { userId }),
    }
    carts.set(id, filled)
    return filled
  }

  return {
    services: [cartFake, inventoryFake, paymentFake, deliveryFake, fake(user), fake(audit)],
    stock,
    reservations,
    restocks,
    accounts,
    carts,
    parcels,
    fill,
    /** The next calls of an operation go wrong like this, one after the other. */
    disturb: (operation: string, ...how: Disturbance[]) => disturbances.set(operation, how),
    /** The next call of an operation hangs. @returns what waits for it to do so */
    hangAt: (operation: string, how: 'hangs' | 'hangs_before' = 'hangs') => {
      disturbances.set(operation, [how])
      return new Promise<void>((resolve) => {
        noticeHang = resolve
      })
    },
    endHanging: () => {
      for (const { end } of hanging) end()
      hanging = []
    },
    /** What hung was only slow: it answers. */
    goOn: () => {
      for (const { goOn } of hanging) goOn()
      hanging = []
    },
    /** The days that delivery promises from now on. */
    promise: (from: string, to: string) => {
      estimate = { from, to }
    },
    /** The payer of tok_act does what their bank asks of them, or refuses. */
    act: (orderId: string, outcome: 'authorized' | 'declined') => void acted.set(orderId, outcome),
    setProvider: (answers: boolean) => {
      providerAnswers = answers
    },
  }
}

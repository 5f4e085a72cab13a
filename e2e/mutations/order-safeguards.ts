// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of other files
/** Orders: one of a cart, and one pair of hands that moves each of them on. */
import type { Safeguard } from './safeguard.ts'

const statements = 'services/order/orders.sql.ts'
const sagas = 'services/order/sagas.sql.ts'
const tables = 'services/order/migrations/0001-orders.sql'

const lease = {
  file: sagas,
  find: 'and (not leased or lease_until <= ${now})\n    returning ${sagaColumns}`)',
  replace: 'returning ${sagaColumns}`)',
}
const state = {
  file: sagas,
  find: "from subject where s.id = ${saga.id} and s.status = 'running' and s.direction = ${saga.from}",
  replace: 'from subject where s.id = ${saga.id}',
}

export const orderSafeguards: readonly Safeguard[] = [
  {
    name: 'A cart has one order: the index of orders by cart is unique',
    off: [
      { file: tables, find: 'create unique index orders_of_cart', replace: 'create index orders_of_cart' },
      {
        file: statements,
        find: "on conflict (cart_id) where status in ('pending', 'confirmed', 'completed') do nothing",
        replace: 'on conflict do nothing',
      },
    ],
    tests: [
      {
        file: 'services/order/operations/place-order.test.ts',
        title: 'Four tabs that order one cart at once: one order, one charge, the others hear which.',
      },
    ],
  },
  {
    name: 'A key is one request: the index of sagas by key is unique',
    off: [{ file: tables, find: 'create unique index sagas_of_key', replace: 'create index sagas_of_key' }],
    tests: [
      {
        file: 'services/order/operations/place-order.test.ts',
        title: 'A key under which another order is just being written is refused, and buys nothing.',
      },
    ],
  },
  {
    name: 'Whoever repeats a request is told that the cart is ordered only where it is by somebody else: one look at both',
    off: [
      {
        file: statements,
        find: "where s.order_id = o.id and s.kind = 'place'",
        replace: 'where false',
      },
    ],
    tests: [
      {
        file: 'services/order/operations/place-order.test.ts',
        title:
          'Who repeats a request whose key had become free is never refused because of an order of that very request.',
      },
    ],
  },
  {
    name: 'An order is in one change at a time: the index of running sagas is unique',
    off: [{ file: tables, find: 'create unique index sagas_running', replace: 'create index sagas_running' }],
    tests: [
      {
        file: 'services/order/operations/refund-order.test.ts',
        title: 'Refunds at once never add up to more than was paid; the same key refunds once.',
      },
    ],
  },
  {
    name: 'A saga that somebody runs is left to them: whoever repeats the request waits for the lease',
    off: [lease],
    tests: [
      {
        file: 'services/order/placing.test.ts',
        title: 'While a runner lives, neither a repetition of the request nor the job takes its order over.',
      },
    ],
  },
  {
    name: 'A saga that somebody runs is left to them: the job waits for the lease',
    off: [
      {
        file: sagas,
        find: "select id from sagas where status = 'running' and lease_until <= ${now}\n",
        replace:
          "select id from sagas where status = 'running' and lease_until <= ${now}::timestamptz + interval '1 minute'\n",
      },
    ],
    tests: [
      {
        file: 'services/order/placing.test.ts',
        title: 'While a runner lives, neither a repetition of the request nor the job takes its order over.',
      },
    ],
  },
  {
    name: 'A step counts only for a saga that still runs, in the direction that the step starts from',
    off: [state],
    tests: [
      {
        file: 'services/order/placing.test.ts',
        title: 'A step of a saga that has ended, or was turned back, comes to nothing and is not told.',
      },
    ],
  },
  {
    name: 'A step counts only for an order that is as the step found it',
    off: [
      state,
      {
        file: sagas,
        find: `      where id = \${before.id} and status = \${before.status} and payment_status = \${before.paymentStatus}
        and fulfilment_status = \${before.fulfilmentStatus} and refunded = \${before.refunded}
`,
        replace: `      where id = \${before.id}
`,
      },
    ],
    tests: [
      {
        file: 'services/order/operations/cancel-order.test.ts',
        title: 'A cancellation while authorize is under way wins, and the one who pays hears of it.',
      },
      {
        file: 'services/order/placing.test.ts',
        title: 'A runner that was only slow, and one that took over from it, do the work of one.',
      },
    ],
    behind:
      'Alone it goes unnoticed, because the saga of such an order has ended or was turned back: that is not asked here, too.',
  },
  {
    name: 'A refund is asked for under the saga’s id, so that asking again gives nothing back twice',
    off: [
      {
        file: 'services/order/refunding.ts',
        find: 'payment.refund({ orderId: order.id, refundId: saga.id, amount })',
        replace: 'payment.refund({ orderId: order.id, refundId: crypto.randomUUID(), amount })',
      },
    ],
    tests: [
      {
        file: 'services/order/operations/refund-order.test.ts',
        title: 'A refund whose refund is lost goes on in seconds and happens once.',
      },
    ],
  },
]

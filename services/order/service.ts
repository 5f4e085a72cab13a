/** Owns orders, and the sagas that place, cancel, refund and ship them, take them back and mend them. */
import { order } from '@souk/contracts/order.ts'
import { service } from '@souk/platform/service.ts'
import { auditExceptionFound } from './consumers/audit-exception-found.ts'
import { auditExceptionSettled } from './consumers/audit-exception-settled.ts'
import { paymentAuthorized } from './consumers/payment-authorized.ts'
import { paymentDeclined } from './consumers/payment-declined.ts'
import { paymentLateHoldReleased } from './consumers/payment-late-hold-released.ts'
import { userDeleted } from './consumers/user-deleted.ts'
import { continueSagas } from './jobs/continue-sagas.ts'
import { forgetLookups } from './jobs/forget-lookups.ts'
import { calls, config } from './needs.ts'
import { auditOrders } from './operations/audit-orders.ts'
import { cancelOrder } from './operations/cancel-order.ts'
import { compensateOrder } from './operations/compensate-order.ts'
import { decideReturn } from './operations/decide-return.ts'
import { findOrder } from './operations/find-order.ts'
import { getOrder } from './operations/get-order.ts'
import { listOrders } from './operations/list-orders.ts'
import { listReturns } from './operations/list-returns.ts'
import { placeOrder } from './operations/place-order.ts'
import { receiveReturn } from './operations/receive-return.ts'
import { refundOrder } from './operations/refund-order.ts'
import { requestReturn } from './operations/request-return.ts'
import { retryOrder } from './operations/retry-order.ts'
import { shipOrder } from './operations/ship-order.ts'
import { oldestUnderWay, sagasUnderWay } from './sagas-watched.sql.ts'

const selling = { placeOrder, listOrders, getOrder, findOrder, cancelOrder, refundOrder, shipOrder }
const takingBack = { requestReturn, decideReturn, receiveReturn, listReturns }
const mending = { retryOrder, compensateOrder }

export default service({
  contract: order,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { ...selling, ...takingBack, ...mending, auditOrders },
  consumers: [
    paymentAuthorized,
    paymentDeclined,
    paymentLateHoldReleased,
    userDeleted,
    auditExceptionFound,
    auditExceptionSettled,
  ],
  jobs: [continueSagas, forgetLookups],
  gauges: [
    {
      name: 'souk_sagas_under_way',
      help: 'Sagas that have not ended: going forward, waiting to be tried again, or being undone',
      labels: ['kind', 'state'],
      read: sagasUnderWay,
    },
    { name: 'souk_saga_oldest_seconds', help: 'The age of the oldest saga that has not ended', read: oldestUnderWay },
  ],
})

/** Owns orders, and the sagas that place, cancel, refund and ship them. */
import { order } from '@souk/contracts/order.ts'
import { service } from '@souk/platform/service.ts'
import { userDeleted } from './consumers/user-deleted.ts'
import { continueSagas } from './jobs/continue-sagas.ts'
import { forgetLookups } from './jobs/forget-lookups.ts'
import { calls, config } from './needs.ts'
import { auditOrders } from './operations/audit-orders.ts'
import { cancelOrder } from './operations/cancel-order.ts'
import { findOrder } from './operations/find-order.ts'
import { getOrder } from './operations/get-order.ts'
import { listOrders } from './operations/list-orders.ts'
import { placeOrder } from './operations/place-order.ts'
import { refundOrder } from './operations/refund-order.ts'
import { shipOrder } from './operations/ship-order.ts'

export default service({
  contract: order,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { placeOrder, listOrders, getOrder, findOrder, cancelOrder, refundOrder, shipOrder, auditOrders },
  consumers: [userDeleted],
  jobs: [continueSagas, forgetLookups],
})

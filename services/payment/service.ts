/** Owns what was held, taken, let go and given back for an order, each once, and the journal of how it came about. */
import { payment } from '@souk/contracts/payment.ts'
import { service } from '@souk/platform/service.ts'
import { forgetStripeEvents } from './jobs/forget-stripe-events.ts'
import { settlePayments } from './jobs/settle-payments.ts'
import { calls, config, type Resources } from './needs.ts'
import { auditPayments } from './operations/audit-payments.ts'
import { auditProviders } from './operations/audit-providers.ts'
import { authorize } from './operations/authorize.ts'
import { capture } from './operations/capture.ts'
import { listAttempts } from './operations/list-attempts.ts'
import { listPaymentMethods } from './operations/list-payment-methods.ts'
import { listPayments } from './operations/list-payments.ts'
import { listProviderEntries } from './operations/list-provider-entries.ts'
import { receiveStripeEvent } from './operations/receive-stripe-event.ts'
import { refund } from './operations/refund.ts'
import { voidPayment } from './operations/void-payment.ts'
import { openProviders } from './providers.ts'

export default service({
  contract: payment,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: {
    ...{ authorize, capture, voidPayment, refund, receiveStripeEvent },
    ...{ listPaymentMethods, listPayments, listAttempts, listProviderEntries },
    ...{ auditPayments, auditProviders },
  },
  consumers: [],
  jobs: [settlePayments, forgetStripeEvents],
  open: (base): Resources => openProviders(base),
})

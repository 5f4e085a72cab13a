/** Owns what is written to people: each thing told once. */
import { notification } from '@souk/contracts/notification.ts'
import { service } from '@souk/platform/service.ts'
import { orderCancelled } from './consumers/order-cancelled.ts'
import { orderConfirmed } from './consumers/order-confirmed.ts'
import { orderDeclined } from './consumers/order-declined.ts'
import { orderRefunded } from './consumers/order-refunded.ts'
import { orderReturnDecided } from './consumers/order-return-decided.ts'
import { orderReturned } from './consumers/order-returned.ts'
import { orderShipped } from './consumers/order-shipped.ts'
import { userPasswordResetRequested } from './consumers/user-password-reset-requested.ts'
import { userVerificationRequested } from './consumers/user-verification-requested.ts'
import { sendMails } from './jobs/send-mails.ts'
import { calls, config } from './needs.ts'
import { auditMails } from './operations/audit-mails.ts'
import { listMails } from './operations/list-mails.ts'
import { readMailbox } from './operations/read-mailbox.ts'
import { resendMail } from './operations/resend-mail.ts'
import { choosePost } from './post.ts'

const aboutOrders = [orderConfirmed, orderDeclined, orderCancelled, orderRefunded, orderShipped]
const aboutReturns = [orderReturnDecided, orderReturned]
const aboutAccounts = [userVerificationRequested, userPasswordResetRequested]

export default service({
  contract: notification,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { listMails, resendMail, readMailbox, auditMails },
  consumers: [...aboutOrders, ...aboutReturns, ...aboutAccounts],
  jobs: [sendMails],
  open: choosePost,
  close: ({ post }) => post?.close(),
})

import type { MailRow } from './mails.sql.ts'

/** A row as the contract shows it: without what is not there. */
export function mailOf({ orderId, error, sentAt, ...mail }: MailRow) {
  return {
    ...mail,
    ...(orderId === null ? {} : { orderId }),
    ...(error === null ? {} : { error }),
    ...(sentAt === null ? {} : { sentAt }),
  }
}

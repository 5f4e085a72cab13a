import type { MailRow } from './mails.sql.ts'

/** A row as the contract shows it: without what is not there. */
export function mailOf({ error, sentAt, ...mail }: MailRow) {
  return { ...mail, ...(error === null ? {} : { error }), ...(sentAt === null ? {} : { sentAt }) }
}

import * as mails from '../audit.sql.ts'
import type { Notification } from '../needs.ts'

export const auditMails: Notification['operations']['auditMails'] = async ({ limit = 1_000, ...which }, { db }) => ({
  items: await mails.auditMails(db, which, limit),
})

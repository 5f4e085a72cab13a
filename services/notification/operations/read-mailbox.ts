import { listLetters } from '../mails.sql.ts'
import type { Notification } from '../needs.ts'

export const readMailbox: Notification['operations']['readMailbox'] = async ({ to, limit = 50 }, { db, config }) => ({
  items: config.mailbox ? await listLetters(db, to, limit) : [],
})

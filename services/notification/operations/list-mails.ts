import { fail } from '@souk/platform/errors.ts'
import { pageOf } from '@souk/platform/page.ts'
import { mailOf } from '../mail.ts'
import * as mails from '../mails.sql.ts'
import type { Notification } from '../needs.ts'

export const listMails: Notification['operations']['listMails'] = async (input, { db }) => {
  const { orderId, status, limit = 50, cursor } = input
  if (cursor !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor))
    throw fail('invalid_input', 'cursor: give the `nextCursor` of the page before')
  const filter = {
    ...(orderId === undefined ? {} : { orderId }),
    ...(status === undefined ? {} : { status }),
    ...(cursor === undefined ? {} : { before: cursor }),
  }
  const rows = await mails.listMails(db, filter, limit + 1)
  return pageOf(rows.map(mailOf), limit, ({ id }) => id)
}

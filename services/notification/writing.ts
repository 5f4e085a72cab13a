/** From an event to a mail that waits to be sent. */

import type { Transaction } from '@souk/platform/database/pool.ts'
import type { Event } from '@souk/platform/events/consumer.ts'
import type { Letter } from './layout.ts'
import type { About } from './letters.ts'
import { addMail, type KnownOrder, type NewMail, recallOrder } from './mails.sql.ts'
import type { Notification } from './needs.ts'
import { shopNameOf } from './post.ts'

type OrderEvent = Event<{ orderId: string; email: string }>

/**
 * Writes a mail unless there is one already.
 * @param mail `subjectId`: what it tells of: the order, the refund or the parcel; `known`: looked up where it is not given
 */
export async function writeMail(
  mail: { kind: NewMail['kind']; subjectId: string; letter: (about: About) => Letter; known?: KnownOrder },
  { data, time }: OrderEvent,
  tx: Transaction,
  { config, newId, now, wake }: Notification['context'],
) {
  const known = mail.known ?? (await recallOrder(tx, data.orderId))
  const about: About = {
    shop: shopNameOf(config.mailFrom),
    url: config.shopUrl.replace(/\/+$/, ''),
    at: new Date(time),
    ...(known === undefined ? {} : { name: known.name }),
    ...(known === undefined || known.accessToken === null ? {} : { accessToken: known.accessToken }),
  }
  const { kind, subjectId } = mail
  const added = await addMail(
    tx,
    { id: newId(), kind, orderId: data.orderId, subjectId, to: data.email, letter: mail.letter(about) },
    now(),
  )
  if (added) wake('send-mails')
}

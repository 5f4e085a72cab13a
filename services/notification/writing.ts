/** From an event to a mail that waits to be sent. */

import type { Transaction } from '@souk/platform/database/pool.ts'
import type { Event } from '@souk/platform/events/consumer.ts'
import type { AboutAccount } from './account-letters.ts'
import type { Letter } from './layout.ts'
import type { About } from './letters.ts'
import { addMail, type KnownOrder, type NewMail, recallOrder } from './mails.sql.ts'
import type { Notification } from './needs.ts'
import { shopNameOf } from './post.ts'

type OrderEvent = Event<{ orderId: string; email: string }>

/**
 * Writes a mail about an order unless there is one already.
 * @param mail `subjectId`: what it tells of: the order, the refund or the parcel; `known`: looked up where it is not given
 */
export async function writeOrderMail(
  mail: { kind: NewMail['kind']; subjectId: string; letter: (about: About) => Letter; known?: KnownOrder },
  { data, time }: OrderEvent,
  tx: Transaction,
  context: Notification['context'],
) {
  const known = mail.known ?? (await recallOrder(tx, data.orderId))
  const about: About = {
    ...shopOf(context),
    at: new Date(time),
    ...(known === undefined ? {} : { name: known.name }),
    ...(known === undefined || known.accessToken === null ? {} : { accessToken: known.accessToken }),
  }
  const { kind, subjectId } = mail
  await add({ kind, orderId: data.orderId, subjectId, to: data.email, letter: mail.letter(about) }, tx, context)
}

type AccountEvent = Event<{ email: string; name: string; token: string }>

/** Writes the mail with the link that an account asked for, unless there is one already. */
export async function writeAccountMail(
  { kind, letter }: { kind: NewMail['kind']; letter: (about: AboutAccount) => Letter },
  { id, data }: AccountEvent,
  tx: Transaction,
  context: Notification['context'],
) {
  const about = { ...shopOf(context), name: data.name, token: data.token }
  // The same person may ask again: each request is one event, and gets a mail of its own.
  await add({ kind, orderId: null, subjectId: id, to: data.email, letter: letter(about) }, tx, context)
}

function shopOf({ config }: Notification['context']) {
  return { shop: shopNameOf(config.mailFrom), url: config.shopUrl.replace(/\/+$/, '') }
}

async function add(mail: Omit<NewMail, 'id'>, tx: Transaction, { newId, now, wake }: Notification['context']) {
  const added = await addMail(tx, { id: newId(), ...mail }, now())
  if (added) wake('send-mails')
}

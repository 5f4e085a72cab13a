/** Every statement on mails, letters and what is remembered of orders. */
import type { notification } from '@souk/contracts/notification.ts'
import type { Output } from '@souk/platform/contract.ts'
import type { Db, Transaction } from '@souk/platform/database/pool.ts'
import { allOf, part, sql } from '@souk/platform/database/sql.ts'

type Mail = Output<typeof notification.operations.resendMail>
export type MailRow = Omit<Mail, 'orderId' | 'error' | 'sentAt'> & {
  orderId: string | null
  error: string | null
  sentAt: string | null
}

const mailColumns = part`
  id, kind, recipient as "to", subject, order_id as "orderId", status, attempts, error, created_at as "createdAt",
  sent_at as "sentAt"`

export type NewMail = {
  id: string
  kind: Mail['kind']
  /** Where it is about an order. */
  orderId: string | null
  /** The order, refund, parcel or request that it tells of: each is told of once. */
  subjectId: string
  to: string
  letter: { subject: string; text: string; html: string }
}

/** @returns whether it is new: the same event again makes no second mail */
export async function addMail(tx: Transaction, { letter, ...mail }: NewMail, now: Date) {
  const added = await tx.run(sql`
    insert into mails (id, kind, order_id, subject_id, recipient, subject, text, html, due_at, created_at)
    values (${mail.id}, ${mail.kind}, ${mail.orderId}, ${mail.subjectId}, ${mail.to}, ${letter.subject}, ${letter.text},
      ${letter.html}, ${now}, ${now})
    on conflict (kind, order_id, subject_id) do nothing`)
  return added > 0
}

export type KnownOrder = { name: string; accessToken: string | null }

export async function rememberOrder(tx: Transaction, orderId: string, { name, accessToken }: KnownOrder) {
  await tx.run(sql`
    insert into orders (order_id, name, access_token) values (${orderId}, ${name}, ${accessToken})
    on conflict (order_id) do nothing`)
}

export function recallOrder(db: Db, orderId: string) {
  return db.maybe(sql<KnownOrder>`
    select name, access_token as "accessToken" from orders where order_id = ${orderId}`)
}

/** The mails whose time has come and that nobody is at. Processes that ask at once get different ones. */
const due = (now: Date, limit: number) => part`
  due as (
    select id from mails
    where status = 'waiting' and due_at <= ${now} and (leased_until is null or leased_until <= ${now})
    order by due_at, id limit ${limit} for update skip locked
  )`

/** Into the built-in mailbox: put there and marked as sent in one statement, so exactly once. @returns how many */
export function deliverToMailbox(db: Db, sender: string, now: Date) {
  return db.run(sql`
    with ${due(now, 50)}, sent as (
      update mails set status = 'sent', attempts = attempts + 1, error = null, leased_until = null, sent_at = ${now}
      where id in (select id from due)
      returning *
    )
    insert into letters (mail_id, delivery, sender, recipient, subject, text, html, sent_at)
    select id, delivery, ${sender}, recipient, subject, text, html, ${now} from sent
    on conflict (mail_id, delivery) do nothing`)
}

/** A mail with the delivery and attempt that it was claimed for: what happened counts only while they are the latest. */
export type Claimed = {
  id: string
  to: string
  subject: string
  text: string
  html: string
  delivery: number
  attempts: number
}

/** The claim itself counts as an attempt, so that a mail which crashes its sender comes to an end too. */
export function claim(db: Db, limit: number, now: Date, leasedUntil: Date) {
  return db.many(sql<Claimed>`
    with ${due(now, limit)}
    update mails set attempts = attempts + 1, leased_until = ${leasedUntil}
    where id in (select id from due)
    returning id, recipient as "to", subject, text, html, delivery, attempts`)
}

export async function markSent(db: Db, { id, delivery, attempts }: Claimed, now: Date) {
  await db.run(sql`
    update mails set status = 'sent', error = null, leased_until = null, sent_at = ${now}
    where id = ${id} and delivery = ${delivery} and attempts = ${attempts}`)
}

/** @param dueAt when to try again; null: never */
export async function markFailed(db: Db, { id, delivery, attempts }: Claimed, error: string, dueAt: Date | null) {
  await db.run(sql`
    update mails set error = ${error}, leased_until = null, due_at = coalesce(${dueAt}::timestamptz, due_at),
      status = case when ${dueAt}::timestamptz is null then 'failed' else 'waiting' end
    where id = ${id} and delivery = ${delivery} and attempts = ${attempts}`)
}

/** A new delivery; where one still waits, that one without further delay. */
export function resend(db: Db, id: string, now: Date) {
  return db.maybe(sql<MailRow>`
    update mails set
      status = 'waiting',
      due_at = ${now},
      delivery = delivery + case status when 'waiting' then 0 else 1 end,
      attempts = case status when 'waiting' then attempts else 0 end,
      error = case status when 'waiting' then error end
    where id = ${id}
    returning ${mailColumns}`)
}

export type MailFilter = { orderId?: string; status?: Mail['status']; before?: string }

/** Newest first. */
export function listMails(db: Db, { orderId, status, before }: MailFilter, limit: number) {
  const conditions = [
    ...(orderId === undefined ? [] : [part`order_id = ${orderId}`]),
    ...(status === undefined ? [] : [part`status = ${status}`]),
    ...(before === undefined ? [] : [part`id < ${before}`]),
  ]
  return db.many(sql<MailRow>`
    select ${mailColumns} from mails where ${allOf(conditions)} order by id desc limit ${limit}`)
}

export type LetterRow = {
  id: string
  from: string
  to: string
  subject: string
  text: string
  html: string
  sentAt: string
}

/** Newest first. */
export function listLetters(db: Db, to: string | undefined, limit: number) {
  return db.many(sql<LetterRow>`
    select mail_id as id, sender as "from", recipient as "to", subject, text, html, sent_at as "sentAt" from letters
    where ${to === undefined ? part`true` : part`lower(recipient) = lower(${to})`}
    order by sent_at desc, mail_id desc, delivery desc limit ${limit}`)
}

import { staff } from '@souk/platform/auth.ts'
import { contract, get, oneOf, post } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { book, Cursor, Email, Id, Limit, page, Since, someOfTheBooks, Time } from './fields.ts'

export const Mail = Type.Object(
  {
    id: Id,
    kind: oneOf(
      'order-confirmed',
      'order-declined',
      'order-cancelled',
      'order-refunded',
      'order-shipped',
      'return-decided',
      'return-received',
      'verify-email',
      'reset-password',
    ),
    to: Email,
    subject: Type.String(),
    orderId: Type.Optional(Id),
    status: oneOf('waiting', 'sent', 'failed'),
    attempts: Type.Integer(),
    error: Type.Optional(Type.String()),
    createdAt: Time,
    sentAt: Type.Optional(Time),
  },
  { title: 'Mail' },
)

const Letter = Type.Object({
  id: Id,
  from: Type.String(),
  to: Email,
  subject: Type.String(),
  text: Type.String(),
  html: Type.String(),
  sentAt: Time,
})

export const AuditedMails = Type.Object(
  { orderId: Id, kinds: Type.Record(Type.String(), Type.Integer(), { description: 'how many of each kind' }) },
  { title: 'AuditedMails' },
)
export type AuditedMails = Static<typeof AuditedMails>

export const notification = contract('notification', 'E-mails: each told once', {
  operations: {
    listMails: get('/mails', {
      summary: 'The log of e-mails',
      access: staff('mail'),
      query: Type.Object({
        orderId: Type.Optional(Id),
        status: Type.Optional(Mail.properties.status),
        limit: Type.Optional(Limit),
        cursor: Type.Optional(Cursor),
      }),
      returns: page(Mail),
    }),
    resendMail: post('/mails/:id/resend', {
      summary: 'Send an e-mail once more',
      access: staff('mail'),
      params: { id: Id },
      returns: Mail,
    }),
    readMailbox: get('/mailbox', {
      summary: 'What was delivered to the built-in mailbox, newest first; nothing in production mode',
      access: 'internal',
      query: Type.Object({ to: Type.Optional(Email), limit: Type.Optional(Limit) }),
      returns: Type.Object({ items: Type.Array(Letter) }),
    }),
    auditMails: get('/audit/mails', {
      summary: 'How many letters of each kind were written about each order',
      access: 'internal',
      query: Type.Object({ ...someOfTheBooks(Id), since: Type.Optional(Since) }),
      returns: book(AuditedMails),
      timeout: 10_000,
    }),
  },
  events: {},
})

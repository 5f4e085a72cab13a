import type { notification } from '@souk/contracts/notification.ts'
import { flag, optionalUrl, type Setting, text } from '@souk/platform/config.ts'
import type { Parts } from '@souk/platform/service.ts'
import type { Post } from './post.ts'

export const calls = {}

const shopUrl: Setting<string> = {
  ...text('SOUK_URL', 'where the storefront is, for links in e-mails', 'http://localhost:8080'),
  kind: 'url',
}

export const config = {
  smtpUrl: optionalUrl('SMTP_URL', 'the mail server, as smtp://user:password@host:port or smtps://…'),
  mailFrom: text('MAIL_FROM', 'the sender of e-mails', 'Souk <shop@souk.example>'),
  mailbox: flag('MAILBOX', 'without SMTP_URL, e-mails go into the built-in mailbox', true, false),
  shopUrl,
}

/** How mails go out, or undefined where they go into the built-in mailbox. */
export type Resources = { post: Post | undefined }
export type Notification = Parts<typeof notification, typeof calls, typeof config, Resources>

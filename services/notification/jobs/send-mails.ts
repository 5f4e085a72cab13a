import type { Job } from '@souk/platform/service.ts'
import { type Claimed, claim, deliverToMailbox, markFailed, markSent } from '../mails.sql.ts'
import type { Notification } from '../needs.ts'
import { connections, messageIdOf, type Post, sendTimeout } from '../post.ts'
import { waitAfter } from '../retry.ts'

/** Longer than a sending can take, so that nobody else is at a mail until its process must be dead. */
const lease = 3 * sendTimeout

/**
 * Sends the mails whose time has come. A process that dies between the mail server's yes and our note of it leaves a
 * mail that is sent once more after its lease, under the same Message-ID.
 */
export const sendMails: Job<Notification['context']> = {
  name: 'send-mails',
  every: 1,
  async run(context) {
    const { db, config, resources, now } = context
    const { post } = resources
    if (post === undefined) return deliverToMailbox(db, config.mailFrom, now())
    const claimed = await claim(db, 2 * connections, now(), new Date(now().getTime() + lease))
    await Promise.all(claimed.map((mail) => send(mail, post, context)))
    return claimed.length
  },
}

async function send(mail: Claimed, post: Post, { db, config, now, log }: Notification['context']) {
  try {
    const { to, subject, text, html } = mail
    await post.send({ to, subject, text, html, messageId: messageIdOf(mail, config.mailFrom) })
  } catch (error) {
    const wait = waitAfter(mail.attempts)
    log.warn(
      { err: error, mail: mail.id, attempt: mail.attempts },
      wait === undefined ? 'a mail failed for good' : 'a mail failed',
    )
    const dueAt = wait === undefined ? null : new Date(now().getTime() + wait)
    return markFailed(db, mail, (error as Error).message.slice(0, 500), dueAt)
  }
  // A failure here is not the mail's: its lease runs out, and the repetition bears the same Message-ID.
  await markSent(db, mail, now())
}

/** How a mail leaves the house: by SMTP. */
import type { Log } from '@souk/platform/log.ts'
import { createTransport } from 'nodemailer'

export type Letter = { to: string; subject: string; text: string; html: string; messageId: string }

export type Post = {
  /** Settles within the timeout. @throws what the server or the way to it has against it */
  send(letter: Letter): Promise<void>
  close(): void
}

/** Milliseconds; a server that takes longer for one letter is tried again later. */
export const sendTimeout = 20_000
export const connections = 5

/** @param url smtp://user:password@host:port, or smtps: for TLS from the start; otherwise TLS is used where it is offered */
export function openPost(url: string, from: string, timeout = sendTimeout): Post {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    // What fails is written down and tried again by the job, which outlives this process.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, ...letter }) {
      await transport.sendMail({
        ...letter,
        from,
        to: { name: '', address: to },
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(timeout),
      })
    },
    close: () => transport.close(),
  }
}

/** The same for every attempt at one delivery, so that a repetition after a crash can be told from a new letter. */
export function messageIdOf(mail: { id: string; delivery: number }, from: string) {
  return `<${mail.id}.${mail.delivery}@${domainOf(from)}>`
}

function domainOf(from: string) {
  return /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
}

/** @throws where mails could go nowhere */
export function choosePost({
  config,
  log,
}: {
  config: { smtpUrl: string | undefined; mailFrom: string; mailbox: boolean }
  log: Log
}) {
  const { smtpUrl, mailFrom, mailbox } = config
  if (!mailFrom.includes('@')) throw new Error(`MAIL_FROM is '${mailFrom}': write the sender as Name <name@domain>.`)
  if (smtpUrl !== undefined) return { post: openPost(smtpUrl, mailFrom) }
  if (!mailbox)
    throw new Error(
      'E-mails have nowhere to go: set SMTP_URL to your mail server, or MAILBOX=1 to keep them in the built-in mailbox.',
    )
  log.debug('e-mails go into the built-in mailbox')
  return { post: undefined }
}

/** The name in `Name <address>`. */
export function shopNameOf(from: string) {
  return /^\s*"?([^"<]*[^"<\s])"?\s*</.exec(from)?.[1] ?? 'Souk'
}

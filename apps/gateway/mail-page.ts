import type { Output } from '@souk/platform/contract.ts'
import type { notification } from '@souk/contracts/notification.ts'
import { escape, frame } from './page-frame.ts'

type Letters = Output<(typeof notification)['operations']['readMailbox']>['items']

/** The mailbox that stands in for a mail server while developing. */
export function mailPage(letters: Letters) {
  const items = letters.map(
    ({ from, to, subject, text, sentAt }) => `
    <article>
      <h2>${escape(subject)}</h2>
      <p class="quiet">To ${escape(to)} · from ${escape(from)} · ${escape(sentAt)}</p>
      <pre>${escape(text)}</pre>
    </article>`,
  )
  const none = '<p class="quiet">No letters yet. Buy something, then look again.</p>'
  return frame('Mailbox', `<h1>Mailbox</h1>${items.join('') || none}`)
}

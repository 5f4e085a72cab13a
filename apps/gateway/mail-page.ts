import type { notification } from '@souk/contracts/notification.ts'
import type { Output } from '@souk/platform/contract.ts'
import { escapeHtml, frame } from './page-frame.ts'

type Letters = Output<(typeof notification)['operations']['readMailbox']>['items']

/** The mailbox that stands in for a mail server while developing. */
export function mailPage(letters: Letters) {
  const items = letters.map(
    ({ from, to, subject, text, sentAt }) => `
    <article>
      <h2>${escapeHtml(subject)}</h2>
      <p class="quiet">To ${escapeHtml(to)} · from ${escapeHtml(from)} · ${escapeHtml(sentAt)}</p>
      <pre>${escapeHtml(text)}</pre>
    </article>`,
  )
  const none = '<p class="quiet">No letters yet. Buy something, then look again.</p>'
  return frame('Mailbox', `<h1>Mailbox</h1>${items.join('') || none}`)
}

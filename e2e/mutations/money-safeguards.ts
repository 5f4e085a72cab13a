// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of other files
/** Money: held once, taken once, given back once, and never more than there is. */
import type { Safeguard } from './safeguard.ts'

const folder = 'services/payment'
const authorizeTest = `${folder}/operations/authorize.test.ts`
const refundTest = `${folder}/operations/refund.test.ts`
const captureTest = `${folder}/operations/capture.test.ts`
const newKey = {
  file: `${folder}/authorizing.ts`,
  find: '  const { key } = attempt\n',
  replace: '  const key = turn.context.newId()\n',
}
const uncounted = {
  file: `${folder}/refunds.sql.ts`,
  find: ' and refunded + refunding + ${attempt.amount} <= captured',
  replace: '',
}
const refundsAtOnce = 'Refunds at once never add up to more than was taken.'

export const moneySafeguards: readonly Safeguard[] = [
  {
    name: 'The provider hears of an attempt under its one key, however often it is asked',
    off: [newKey],
    tests: [
      {
        file: authorizeTest,
        title: 'A lost answer is settled at once by asking for our key, and the journal says so.',
      },
    ],
  },
  {
    name: 'Before an attempt is said again, the provider is asked what became of its key',
    off: [
      newKey,
      {
        file: `${folder}/authorizing.ts`,
        find: "  if (found.outcome !== 'unknown') return settleAs(turn.context, payment, current, found)\n",
        replace: '',
      },
    ],
    tests: [
      {
        file: authorizeTest,
        title: 'A crash after the provider booked: the same attempt finds the charge, and another one takes it over.',
      },
    ],
    behind: 'Alone it goes unnoticed, because a repetition under the same key charges once: the key is off here, too.',
  },
  {
    name: 'Whoever speaks with a provider about a payment has the turn; others wait',
    off: [
      {
        file: `${folder}/payments.sql.ts`,
        find: 'where order_id = ${orderId} and (busy_by is null or busy_until < ${now})',
        replace: 'where order_id = ${orderId} and ${now}::timestamptz is not null',
      },
    ],
    tests: [
      {
        file: captureTest,
        title:
          'Capture against void at the same instant, fifty times: one of them wins, and the provider’s books say which.',
      },
    ],
  },
  {
    name: 'A void before its payment leaves a tombstone, so that the payment comes to nothing',
    off: [
      {
        file: `${folder}/payments.sql.ts`,
        find: "values (${id}, ${orderId}, 'voided', 0, 'XXX', 'none', ${now})\n",
        replace: "select ${id}, ${orderId}::uuid, 'voided', 0, 'XXX', 'none', ${now}::timestamptz where false\n",
      },
    ],
    tests: [{ file: captureTest, title: 'A void that comes before its payment wins.' }],
  },
  {
    name: 'The provider hears of a refund under its one key, however often it is asked',
    off: [
      {
        file: `${folder}/operations/refund.ts`,
        find: '  const key = refundKeyOf(refundId, authorizationKeyOf(payment))\n',
        replace:
          '  const key = refundKeyOf(existing === undefined ? refundId : turn.id, authorizationKeyOf(payment))\n',
      },
    ],
    tests: [
      {
        file: refundTest,
        title: 'A refund that reaches the provider only after it was asked for again is given once.',
      },
    ],
  },
  {
    name: 'Each refund has a key of its own, so that a second one is not taken for the first',
    off: [
      {
        file: `${folder}/payment.ts`,
        find: 'return `${authorizationKey}:refund:${refundId}`',
        replace: 'return `${authorizationKey}:refund:${refundId === ""}`',
      },
    ],
    tests: [{ file: refundTest, title: 'A part is given back, then the rest, and followers hear of each once.' }],
  },
  {
    name: 'A refund begins only where that much is left of what was taken',
    off: [uncounted],
    tests: [{ file: refundTest, title: refundsAtOnce }],
    behind: 'The check of the table refuses to give back too much, but then nobody hears how much is left.',
  },
]

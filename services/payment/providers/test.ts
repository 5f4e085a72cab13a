/**
 * The built-in provider, for trying the shop and testing it. It moves no money and stands for a company of its own: its
 * own books, its own clock, its own commits.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { equal, type Money } from '@souk/contracts/money.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { type Answer, type Provider, ProviderLost } from '../provider.ts'
import * as books from './test.sql.ts'

type Request = { key: string; authorizationKey: string }
type Rule = (authorization: books.AuthorizationRow, amount: Money) => books.Change | { refusal: string }

/** @param slow how many milliseconds it takes for tok_slow */
export function testProvider(db: Database, slow: number): Provider {
  /** @param amount all that is held where none is named */
  async function change(kind: books.ChangeKind, request: Request, amount: Money | undefined, rule: Rule) {
    const fault = await books.faultOf(db, request.key)
    if (fault === 'unreachable') return silence()
    const answer = await db.transaction(async (tx): Promise<Answer> => {
      const authorization = await books.lockAuthorization(tx, request.authorizationKey)
      if (authorization === undefined) return { outcome: 'declined', code: 'unknown_authorization' }
      const before = await books.answerOf(tx, request.key)
      if (before !== undefined) return before
      const booked = amount ?? { amount: authorization.amount, currency: authorization.currency }
      const result = rule(authorization, booked)
      if ('refusal' in result) return books.refuse(tx, kind, request.key, authorization, booked, result.refusal)
      return books.book(tx, kind, request.key, authorization, booked, result)
    })
    if (fault === 'lost_answer') {
      await books.forgetFault(db, request.key)
      throw new ProviderLost('the connection broke')
    }
    return answer
  }

  return {
    async authorize({ key, orderId, amount, token }) {
      if (token === 'tok_unreachable') {
        await books.addFault(db, key)
        return silence()
      }
      if (token === 'tok_slow') await sleep(slow, undefined, { ref: false })
      const code = declineCodeOf(token)
      const known = await books.authorize(db, { key, orderId, ...amount, code })
      if (known.orderId !== orderId || !equal(known, amount))
        throw new Error(`key ${key} came with another request before`)
      if (token === 'tok_lost_answer') throw new ProviderLost('the connection broke')
      return books.asAnswer(known)
    },
    capture: (request) =>
      change('capture', request, request.amount, ({ state, amount, currency }, wanted) => {
        if (state !== 'held') return { refusal: state }
        if (wanted.amount > amount || wanted.currency !== currency) return { refusal: 'amount_too_large' }
        return { state: 'captured', captured: wanted.amount, refunded: 0 }
      }),
    voidAuthorization: (request) =>
      change('void', request, undefined, ({ state }) =>
        state === 'held' ? { state: 'voided', captured: 0, refunded: 0 } : { refusal: state },
      ),
    refund: (request) =>
      change('refund', request, request.amount, ({ state, captured, refunded, currency }, wanted) => {
        if (state !== 'captured') return { refusal: 'not_captured' }
        const after = refunded + wanted.amount
        if (after > captured || wanted.currency !== currency) return { refusal: 'amount_too_large' }
        return { state, captured, refunded: after }
      }),
    async find(key) {
      if ((await books.faultOf(db, key)) === 'unreachable') return silence()
      return (await books.answerOf(db, key)) ?? { outcome: 'unknown' }
    },
    listEntries: (orderId) => books.entriesOf(db, orderId),
    async listAuthorizations(page) {
      const items = await books.authorizationsOf(db, page)
      const last = items.at(-1)
      return items.length < page.limit || last === undefined ? { items } : { items, next: last.key }
    },
  }
}

function declineCodeOf(token: string) {
  if (['tok_ok', 'tok_slow', 'tok_lost_answer'].includes(token)) return null
  return token === 'tok_declined' ? 'card_declined' : 'invalid_token'
}

function silence() {
  return new Promise<never>(() => {})
}

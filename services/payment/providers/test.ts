/** A provider to try the shop with. Its tokens show everything that can happen; see the service's README. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@souk/platform/database/pool.ts'
import { type Outcome, type Provider, ProviderLost } from '../provider.ts'
import * as books from './test.sql.ts'

/** @param slow how long `tok_slow` takes, in milliseconds */
export function testProvider(db: Database, slow: number): Provider {
  const known = async (key: string): Promise<Outcome | undefined> => {
    const row = await books.outcomeOf(db, key)
    if (row === undefined) return undefined
    if (row.code === 'unreachable') return silence()
    return row.code === null ? { outcome: 'succeeded' } : { outcome: 'declined', code: row.code }
  }
  const decline = async (key: string, code: string): Promise<Outcome> => {
    await books.refuse(db, key, code)
    return { outcome: 'declined', code }
  }

  /** Books on an authorisation if what was booked before allows it. */
  function onAuthorization(
    kind: 'capture' | 'void' | 'refund',
    allowed: (sums: Awaited<ReturnType<typeof books.sums>>, amount: number) => boolean,
  ): Provider['capture'] {
    return ({ key, orderId, authorizationKey, amount: { amount, currency } }) =>
      db.transaction(async (tx): Promise<Outcome> => {
        await books.lockAuthorization(tx, authorizationKey)
        if ((await books.outcomeOf(tx, key)) !== undefined) return { outcome: 'succeeded' }
        if (!allowed(await books.sums(tx, authorizationKey), amount))
          return { outcome: 'declined', code: `${kind}_refused` }
        await books.book(tx, { key, orderId, kind, authorizationKey, amount, currency })
        return { outcome: 'succeeded' }
      })
  }

  return {
    async authorize({ key, orderId, amount: { amount, currency }, token }) {
      const book = () => books.book(db, { key, orderId, kind: 'authorize', authorizationKey: key, amount, currency })
      if (token === 'tok_ok') {
        await book()
        return { outcome: 'succeeded' }
      }
      const before = await known(key)
      if (before !== undefined) return before
      if (token === 'tok_slow') {
        await sleep(slow)
        await book()
        return { outcome: 'succeeded' }
      }
      if (token === 'tok_lost_answer') {
        await book()
        throw new ProviderLost('the connection broke')
      }
      if (token === 'tok_unreachable') {
        await books.refuse(db, key, 'unreachable')
        return silence()
      }
      return decline(key, token === 'tok_declined' ? 'card_declined' : 'invalid_token')
    },
    capture: onAuthorization(
      'capture',
      (sums, amount) => sums.voided === 0 && sums.captured + amount <= sums.authorized,
    ),
    voidAuthorization: onAuthorization(
      'void',
      (sums) => sums.captured === 0 && sums.voided === 0 && sums.authorized > 0,
    ),
    refund: onAuthorization('refund', (sums, amount) => sums.refunded + amount <= sums.captured),
    find: async (key) => (await known(key)) ?? { outcome: 'unknown' },
    entries: (orderId) => books.entriesOf(db, orderId),
  }
}

/** It never answers. */
function silence(): Promise<never> {
  return new Promise(() => {})
}

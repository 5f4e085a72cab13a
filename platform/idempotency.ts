/** Answers kept under the caller's Idempotency-Key, written in the transaction of the effect: both are there, or neither. */
import type { Caller } from './auth.ts'
import type { Answer } from './call.ts'
import { inTransaction, type Transaction } from './database/pool.ts'
import { sql } from './database/sql.ts'
import { fail } from './errors.ts'
import type { Context, Job } from './service.ts'

type Kept = { fingerprint: string; status: number; body: string | null }

export async function answerOnce(
  operation: string,
  context: Context,
  run: (joined: Context) => Promise<Answer>,
): Promise<Answer> {
  const caller = scopeOf(context.caller, context.address)
  const key = context.key as string
  return inTransaction(context, async (tx, joined) => {
    // A rival with the same key waits here until the first one's transaction ends, then finds its answer.
    const claimed = await tx.run(sql`
      insert into platform.idempotency_keys (caller, operation, key, fingerprint, status)
      values (${caller}, ${operation}, ${key}, ${context.fingerprint}, 0)
      on conflict do nothing`)
    if (claimed === 0) return replay(tx, caller, operation, key, context.fingerprint)
    const answer = await run(joined)
    await tx.run(sql`
      update platform.idempotency_keys set status = ${answer.status}, body = ${answer.body as string | null}
      where caller = ${caller} and operation = ${operation} and key = ${key}`)
    return answer
  })
}

async function replay(tx: Transaction, caller: string, operation: string, key: string, fingerprint: string) {
  const kept = await tx.one(sql<Kept>`
    select fingerprint, status, body from platform.idempotency_keys
    where caller = ${caller} and operation = ${operation} and key = ${key}`)
  if (kept.fingerprint !== fingerprint) throw keyReused()
  return { status: kept.status, body: kept.body, headers: { 'idempotent-replayed': 'true' } }
}

export function keyReused() {
  return fail('key_reused', 'This Idempotency-Key came with another body before. Use a new key for a new request.')
}

/**
 * Whose keys are whose. Guests share no account: with an `address` two of them who happen to choose the same key do not get
 * each other's answers.
 */
export function scopeOf(caller: Caller, address?: string) {
  if (caller.kind === 'service') return `service:${caller.name}`
  if (caller.kind !== 'anonymous') return `user:${caller.userId}`
  return address === undefined ? 'anonymous' : `anonymous:${address}`
}

/** A key's answer is kept for three days; who repeats a call later than that starts a new one. */
export const forgetKeys: Job<Context> = {
  name: 'forget-idempotency-keys',
  every: 3_600,
  run: ({ db }) => db.run(sql`delete from platform.idempotency_keys where created_at < now() - interval '3 days'`),
}

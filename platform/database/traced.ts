/** What is appended to the feed in a recorded trace keeps that trace: a column's default reads it from the transaction. */
import type pg from 'pg'
import type { Statement } from './sql.ts'

/** For the transaction that is under way; an empty one ends what was set before. Not awaited: pipelined, so that it travels with the statement that follows. */
export function keepTrace(client: pg.ClientBase, traceparent: string) {
  client.query(setting(traceparent)).catch(() => {})
}

/** A statement in a transaction of its own, without a further round trip: all four parts travel together. */
export async function queryTraced(pool: pg.Pool, statement: Statement, traceparent: string) {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const begun = client.query(`begin; ${setting(traceparent)}`)
    const queried = client.query(statement as unknown as pg.QueryConfig)
    const ended = client.query('commit')
    const [, result, end] = await Promise.allSettled([begun, queried, ended])
    if (end.status === 'rejected') broken = end.reason
    if (result.status === 'rejected') throw result.reason
    if (end.status === 'rejected') throw end.reason
    return result.value
  } finally {
    client.release(broken)
  }
}

/** A setting takes no parameter, and this text holds hexadecimal digits and dashes only. */
function setting(traceparent: string) {
  if (!/^[\da-f-]*$/.test(traceparent)) throw new Error('this is no traceparent')
  return `set local souk.traceparent = '${traceparent}'`
}

/** A service's own database: pooled, pipelined connections; transactions that nothing can escape from or outlive. */
import pg from 'pg'
import type { Around } from '../boundary.ts'
import type { Log } from '../log.ts'
import { currentTraceparent, inStatementSpan, inTransactionSpan } from '../spans.ts'
import type { Statement } from './sql.ts'
import { keepTrace, queryTraced } from './traced.ts'

/** What statements run on: the pool (each statement a transaction of its own) or a transaction. */
export type Db = {
  /** All rows. */
  many<Row>(statement: Statement<Row>): Promise<Row[]>
  /** The one row. @throws when there is none */
  one<Row>(statement: Statement<Row>): Promise<Row>
  /** The row, or undefined. */
  maybe<Row>(statement: Statement<Row>): Promise<Row | undefined>
  /** How many rows were touched. */
  run(statement: Statement<unknown>): Promise<number>
}

export type Transaction = Db & { readonly inTransaction: true }

export type Database = Db & {
  readonly inTransaction: false
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Calls back after each commit that appended to the feed. */
  onPublish(listener: () => void): () => void
  /** A connection of its own beside the pool, for locks that last as long as it does. Whoever opens it ends it. */
  openSession(): Promise<pg.Client>
  close(): Promise<void>
  readonly pool: pg.Pool
}

// Money and counts are int8 and fit a double by the contracts' limits; times travel as ISO 8601 text.
const types = new pg.TypeOverrides()
types.setTypeParser(20, Number)
types.setTypeParser(1184, (value) => new Date(value).toISOString())
types.setTypeParser(1700, Number)

export function openDatabase(
  url: string,
  options: { connections: number; log: Log; name: string; around?: Around | undefined },
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections,
    types,
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: `${options.name}-service`,
    options: '-c statement_timeout=10000 -c idle_in_transaction_session_timeout=10000 -c jit=off',
  } as pg.PoolConfig)
  // The driver's errors carry the whole connection, which is no news; and who closes expects connections to end.
  pool.on('error', ({ message: reason, code }: Error & { code?: string }) => {
    if (!pool.ending) options.log.warn({ reason, code }, 'a database connection was lost')
  })
  // The end of a connection can come between being given out and being listened to, or twice: unheard, it would end the
  // process. Whoever uses the connection hears of it at the next statement.
  pool.on('connect', (client) => client.on('error', () => {}))
  const listeners = new Set<() => void>()
  const published = () => {
    for (const listener of listeners) listener()
  }

  const commit = <T>(writes: Iterable<string>, work: () => Promise<T>): Promise<T> => {
    const name = [...writes].join(' ')
    if (options.around === undefined || name === '') return work()
    return options.around({ service: options.name, kind: 'commit', name }, work)
  }

  const onPool = async (statement: Statement) => {
    const traceparent = statement.publishes ? currentTraceparent() : undefined
    const query = () =>
      traceparent === undefined
        ? pool.query(statement as unknown as pg.QueryConfig)
        : queryTraced(pool, statement, traceparent)
    const result = await commit(statement.writes, () => inStatementSpan(statement, query))
    if (statement.publishes) published()
    return result
  }

  async function transaction<T>(work: (tx: Transaction) => Promise<T>) {
    const client = await pool.connect()
    let open = true
    let publishes = false
    const writes = new Set<string>()
    let broken: Error | undefined
    // A connection lost between two statements tells only this listener, and without one it would end the process.
    const onLost = (error: Error) => {
      broken = error
    }
    client.on('error', onLost)
    let kept = ''
    const onClient = (statement: Statement) => {
      if (!open) throw new Error('this transaction has ended: a statement was not awaited')
      if (statement.publishes) {
        publishes = true
        const traceparent = currentTraceparent() ?? ''
        if (traceparent !== kept) keepTrace(client, traceparent)
        kept = traceparent
      }
      for (const table of statement.writes) writes.add(table)
      return inStatementSpan(statement, () => client.query(statement as unknown as pg.QueryConfig))
    }
    try {
      // Not awaited: pipelined, so that it travels with the first statement.
      const begun = client.query('begin')
      begun.catch(() => {})
      const result = await work({ ...asDb(onClient), inTransaction: true })
      open = false
      const { command } = await commit(writes, () => client.query('commit'))
      // PostgreSQL takes the commit of a failed transaction for a rollback and says so without an error.
      if (command !== 'COMMIT') throw new Error('nothing is kept: a statement failed, and its error was not thrown on')
      if (publishes) published()
      return result
    } catch (error) {
      open = false
      await client.query('rollback').catch((failure: Error) => {
        broken = failure
      })
      throw error
    } finally {
      client.off('error', onLost)
      client.release(broken)
    }
  }

  return {
    ...asDb(onPool),
    inTransaction: false,
    transaction: (work) => inTransactionSpan(() => transaction(work)),
    onPublish(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async openSession() {
      const session = new pg.Client({
        ...{ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000, query_timeout: 5_000 },
        application_name: `${options.name}-service locks`,
      })
      // Whoever uses it hears of its end by the next statement.
      session.on('error', () => {})
      await session.connect()
      return session
    },
    close: () => pool.end(),
    pool,
  }
}

/** What a context must have to be joined to a transaction. */
export type Joinable = { db: Database; wake(job: string): void }

/**
 * Runs `work` in one transaction. What it does by the context it is given belongs to that: `db` joins the transaction,
 * and jobs are woken after the commit, when they can see what there is to do.
 */
export async function inTransaction<X extends Joinable, T>(
  context: X,
  work: (tx: Transaction, joined: X) => Promise<T>,
): Promise<T> {
  const { db } = context
  const woken = new Set<string>()
  const result = await db.transaction((tx) => {
    const joined: Database = { ...db, ...tx, inTransaction: false, transaction: (more) => more(tx) }
    return work(tx, { ...context, db: joined, wake: (job: string) => woken.add(job) })
  })
  for (const job of woken) context.wake(job)
  return result
}

function asDb(query: (statement: Statement) => Promise<pg.QueryResult>): Db {
  return {
    many: async <Row>(statement: Statement<Row>) => (await query(statement)).rows as Row[],
    maybe: async <Row>(statement: Statement<Row>) => (await query(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await query(statement)).rowCount ?? 0,
    async one<Row>(statement: Statement<Row>) {
      const row = (await query(statement)).rows[0] as Row | undefined
      if (row === undefined) throw new Error(`no row from: ${statement.text.trim().slice(0, 80)}`)
      return row
    },
  }
}

/** True for PostgreSQL's unique_violation, of the named constraint where one is given. */
export function isDuplicate(error: unknown, constraint?: string) {
  const { code, constraint: broken } = error as { code?: string; constraint?: string }
  return code === '23505' && (constraint === undefined || broken === constraint)
}

// What the driver says without a code.
const lostConnection =
  /connection terminated|timeout exceeded when trying to connect|timeout expired|is not queryable|after calling end on the pool/i

/** True where the database itself could not be reached or turned the connection away: not the caller's fault, and passing. */
export function isAway(error: unknown) {
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  if (code !== undefined && /^(08|53|57P|E[A-Z]+$)/.test(code)) return true
  return message !== undefined && lostConnection.test(message)
}

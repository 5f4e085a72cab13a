/** A service as data: its contract, what it needs, and the functions that keep its promises. The host makes it run. */
import type { Caller } from './auth.ts'
import type { Trail } from './call.ts'
import type { Clients } from './client.ts'
import type { Config, Settings } from './config.ts'
import type { Contract, Input, Output } from './contract.ts'
import type { Database, Db } from './database/pool.ts'
import type { Consumer } from './events/consumer.ts'
import type { Log } from './log.ts'

export type Calls = Record<string, Contract>

/** What every function of a service works with: handlers, consumers and jobs alike. */
export type Context<C extends Calls = Calls, S extends Settings = Settings, R = unknown> = {
  /**
   * The service's own database. In an operation whose answers are stored under an Idempotency-Key it is one transaction
   * together with the key, and `transaction` joins it.
   */
  db: Database
  /** Typed clients of the declared neighbours; they carry the caller's deadline and request id on. */
  calls: Clients<C>
  config: Config<S>
  resources: R
  log: Log
  /** Who asks; the service itself in consumers and jobs. */
  caller: Caller
  trail: Trail
  /** The caller's Idempotency-Key, with a fingerprint of the input it came with. */
  key: string | undefined
  fingerprint: string
  ifMatch: string | undefined
  session: string | undefined
  address: string | undefined
  /** Set to answer with another of the declared statuses, or with headers. */
  answer: { status: number | undefined; headers: Record<string, string> }
  now(): Date
  newId(): string
  /** Runs a job of this service now instead of at its next turn. */
  wake(job: string): void
}

export type Job<X> = {
  name: string
  /** Seconds between turns. A turn is repeated at once while it finds work. */
  every: number
  /** @returns how many things were done; safe to run in several replicas at once */
  run(context: X): Promise<number>
}

/** A figure of a service's own that its process tells Prometheus; several where it has labels. */
export type Gauge =
  | { name: string; help: string; read(db: Db): Promise<number> }
  | { name: string; help: string; labels: readonly string[]; read(db: Db): Promise<readonly Figure[]> }
export type Figure = { labels: Record<string, string>; value: number }

/** The types of one service's parts, from its contract and needs. */
export type Parts<C extends Contract, K extends Calls, S extends Settings, R = undefined> = {
  context: Context<K, S, R>
  operations: {
    [N in keyof C['operations']]: (
      input: Input<C['operations'][N]>,
      context: Context<K, S, R>,
    ) => Promise<Output<C['operations'][N]>>
  }
}

export type Service<
  C extends Contract = Contract,
  K extends Calls = Calls,
  S extends Settings = Settings,
  R = unknown,
> = {
  contract: C
  calls: K
  config: S
  /** The folder of the service's migrations. */
  migrations: URL | undefined
  operations: Parts<C, K, S, R>['operations']
  consumers: readonly Consumer<Context<K, S, R>>[]
  jobs: readonly Job<Context<K, S, R>>[]
  gauges?: readonly Gauge[]
  /** Long-lived things made at start from configuration, such as a mail transport. */
  open?: (base: { config: Config<S>; db: Database; log: Log }) => Promise<R> | R
  close?: (resources: R) => Promise<void> | void
}

/** A service of any shape, as the host runs it. */
export type AnyService = {
  contract: Contract
  calls: Calls
  config: Settings
  migrations: URL | undefined
  operations: Record<string, (input: never, context: never) => Promise<unknown>>
  consumers: readonly Consumer<never>[]
  jobs: readonly Job<never>[]
  gauges?: readonly Gauge[]
  open?: (base: never) => unknown
  close?: (resources: never) => Promise<void> | void
}

export function service<C extends Contract, K extends Calls, S extends Settings, R = undefined>(
  definition: Service<C, K, S, R>,
): Service<C, K, S, R> {
  const promised = Object.keys(definition.contract.operations)
  const kept = Object.keys(definition.operations)
  const missing = promised.filter((name) => !kept.includes(name))
  const extra = kept.filter((name) => !promised.includes(name))
  if (missing.length + extra.length > 0)
    throw new Error(`${definition.contract.name}: missing operations [${missing}], not in the contract [${extra}]`)
  return definition
}

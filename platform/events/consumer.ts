/** What a service declares of each event that it consumes. How the events reach it is not its business. */
import type { TSchema } from 'typebox'
import type { Contract, EventData } from '../contract.ts'
import type { Transaction } from '../database/pool.ts'
import type { FeedEvent } from './feed.ts'

export type Event<Data> = Omit<FeedEvent, 'data'> & { data: Data }

/** `context` is the service's own for work without a caller, with the transaction as its `db`: no calls to neighbours here. */
export type Consume<Data, Context> = (event: Event<Data>, tx: Transaction, context: Context) => Promise<void>

export type Consumer<Context = never> = {
  contract: Contract
  type: string
  schema: TSchema
  consume: Consume<unknown, Context>
}

/** One consumed event of another service's contract. */
export function consumer<C extends Contract, T extends keyof C['events'] & string, Context>(
  contract: C,
  type: T,
  consume: Consume<EventData<C, T>, Context>,
): Consumer<Context> {
  return { contract, type, schema: contract.events[type] as TSchema, consume: consume as never }
}

/** What every check stands on: the service's contract, the way to it, and those who ask. */
import { randomUUID } from 'node:crypto'
import type { Caller, Rule } from '@souk/platform/auth.ts'
import type { Contract, Operation } from '@souk/platform/contract.ts'
import type { Answer, Door } from './door.ts'
import type { StandIns } from './neighbours.ts'
import { type Input, requestOf } from './requests.ts'

export type Ground = {
  contract: Contract
  door: Door
  /** Undefined where the service follows and calls neighbours of its own. */
  neighbours: StandIns | undefined
}

type Manner = { as?: Caller; headers?: Record<string, string> }

/** Calls one operation with a flat input, as somebody whom it is for where nobody is named. */
export function call({ contract, door }: Ground, name: string, input: Input = {}, { as, headers }: Manner = {}) {
  const operation = contract.operations[name]
  if (operation === undefined) throw new Error(`the contract of ${contract.name} has no operation '${name}'`)
  return send(door, operation, input, { as: as ?? welcome(operation), ...(headers === undefined ? {} : { headers }) })
}

export function send(door: Door, operation: Operation, input: Input, { as, headers }: Manner): Promise<Answer> {
  const { method, path, body } = requestOf(operation, input)
  return door.send({
    method,
    path,
    body: typeof body === 'object' ? JSON.stringify(body) : body,
    ...(as === undefined ? {} : { as }),
    headers: { ...(operation.keyRequired ? { 'idempotency-key': randomUUID() } : {}), ...headers },
  })
}

export const stranger: Caller = { kind: 'anonymous' }
export const neighbour: Caller = { kind: 'service', name: 'order' }
export const customer = (userId: string = randomUUID()): Caller => ({
  kind: 'customer',
  userId,
  sessionId: randomUUID(),
})
export const member = (...permissions: string[]): Caller => ({
  kind: 'staff',
  userId: randomUUID(),
  sessionId: randomUUID(),
  permissions,
})

/** Somebody whom the operation is for: another service where it is for those. */
export function welcome({ access }: Operation): Caller {
  if (access.includes('internal')) return neighbour
  const [rule] = access.filter((one) => one !== 'public')
  return rule === undefined ? stranger : callerFor(rule)
}

function callerFor(rule: Rule): Caller {
  if (rule === 'customer') return customer()
  return typeof rule === 'object' ? member(rule.staff) : neighbour
}

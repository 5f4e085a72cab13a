/** Requests made from contracts: no test here knows a path by heart. */
import type { Contract, Operation } from '@souk/platform/contract.ts'
import { services } from '../scripts/services.ts'

export type Named = { name: string; contract: Contract; operation: Operation }
export type Input = Record<string, unknown>

/** Every operation of every contract, by a name such as `order.placeOrder`. */
export const operations: readonly Named[] = services.flatMap(({ contract }) =>
  Object.entries(contract.operations).map(([name, operation]) => ({
    name: `${contract.name}.${name}`,
    contract,
    operation,
  })),
)

/** True for what the gateway serves. */
export function isPublic({ access }: Operation) {
  return access.some((rule) => rule !== 'internal')
}

/** Whoever does these is signed out by them, here or elsewhere. */
export const endsSession = ['user.signOut', 'user.deleteMe', 'user.changePassword']

/** Spreads an operation's flat input over path, query and body. */
export function requestOf(operation: Operation, input: Input) {
  const path = operation.path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(textOf(input[name])))
  const query = new URLSearchParams()
  for (const name of Object.keys(operation.query.properties)) {
    const value = input[name]
    if (value !== undefined) for (const one of [value].flat()) query.append(name, textOf(one))
  }
  const end = query.size === 0 ? path : `${path}?${query}`
  if (operation.rawBody !== undefined) return { method: operation.method, path: end, body: textOf(input.payload) }
  const fields = operation.body === undefined ? undefined : Object.keys(operation.body.properties)
  const body = fields && Object.fromEntries(fields.filter((name) => name in input).map((name) => [name, input[name]]))
  return { method: operation.method, path: end, body }
}

/** As it stands in an address; what is no text there, such as an object, as short JSON. */
function textOf(value: unknown) {
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 1_500).toWellFormed()
}

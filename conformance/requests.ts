/** Requests made from contracts: no test and no check here knows a path by heart. */
import type { Contract, Operation } from '@souk/platform/contract.ts'

export type Named = { name: string; contract: Contract; operation: Operation }
export type Input = Record<string, unknown>

/** Every operation of these contracts, by a name such as `order.placeOrder`. */
export function operationsOf(contracts: readonly Contract[]): Named[] {
  return contracts.flatMap((contract) =>
    Object.entries(contract.operations).map(([name, operation]) => ({
      name: `${contract.name}.${name}`,
      contract,
      operation,
    })),
  )
}

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

/** The shape of an operation's flat input. */
export function inputSchemaOf({ params, query, body }: Operation) {
  const required = [query, body].flatMap((one) => (one as { required?: string[] } | undefined)?.required ?? [])
  return {
    type: 'object',
    properties: { ...params, ...query.properties, ...body?.properties },
    required: [...Object.keys(params), ...required],
  }
}

/** What a contract promises, as plain data that outlives the code that declares it. */
import type { Rule } from '@souk/platform/auth.ts'
import type { Contract, Operation } from '@souk/platform/contract.ts'
import { withFeed } from '@souk/platform/events/standing.ts'

/** A JSON Schema without what is said to people only, but for its title. */
export type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  [keyword: string]: unknown
}

export type PromisedOperation = {
  method: string
  path: string
  /** `public`, `customer`, `internal`, or `staff:` and a permission. */
  access: string[]
  params?: Schema
  query?: Schema
  body?: Schema
  returns?: Schema
  status: number[]
  errors?: Record<string, { code: string; details?: Schema }>
  repeat: string
  keyRequired?: boolean
  /** The header with the signature, where the body is taken as it came. */
  signature?: string
  /** Bytes. */
  bodyLimit?: number
  /** Milliseconds. */
  timeout: number
}

export type Promised = { operations: Record<string, PromisedOperation>; events: Record<string, Schema> }

/** With what every service promises of its feed. Caches and rate limits are no promise: they may change at any time. */
export function promisedBy(contract: Contract): Promised {
  const operations = Object.entries(withFeed(contract).operations as Record<string, Operation>)
  const promised: Promised = {
    operations: Object.fromEntries(operations.map(([name, one]) => [name, promisedOperation(one)])),
    events: Object.fromEntries(Object.entries(contract.events).map(([type, schema]) => [type, bare(schema)])),
  }
  // Through JSON, so that what is compared is what is kept.
  return JSON.parse(JSON.stringify(promised))
}

function promisedOperation(operation: Operation): PromisedOperation {
  const { method, path, params, query, body, returns, statuses, errors, repeat, timeout } = operation
  const takesBody = body !== undefined
  return {
    method,
    path,
    access: operation.access.map(ruleName),
    ...(Object.keys(params).length === 0 ? {} : { params: paramsOf(path, params) }),
    ...(Object.keys(query.properties).length === 0 ? {} : { query: bare(query) }),
    ...(takesBody ? { body: bare(body) } : {}),
    ...(returns === undefined ? {} : { returns: bare(returns) }),
    status: statuses,
    ...(Object.keys(errors).length === 0 ? {} : { errors: failuresOf(errors) }),
    repeat,
    ...(operation.keyRequired ? { keyRequired: true } : {}),
    ...(operation.rawBody === undefined ? {} : { signature: operation.rawBody.signature }),
    ...(takesBody ? { bodyLimit: operation.bodyLimit } : {}),
    timeout,
  }
}

function ruleName(rule: Rule) {
  return typeof rule === 'string' ? rule : `staff:${rule.staff}`
}

function paramsOf(path: string, params: Operation['params']): Schema {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
  return {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, bare(params[name] ?? {})])),
  }
}

function failuresOf(errors: Operation['errors']) {
  return Object.fromEntries(
    Object.entries(errors).map(([reason, { code, details }]) => [
      reason,
      details === undefined ? { code } : { code, details: bare(details) },
    ]),
  )
}

const forPeople = ['description', 'examples', 'default', '$comment']

function bare(schema: object): Schema {
  const plain: Schema = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (forPeople.includes(keyword)) continue
    if (keyword === 'properties' || keyword === 'patternProperties')
      plain[keyword] = Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([name, one]) => [name, bare(one)]),
      )
    else if (keyword === 'anyOf') plain.anyOf = (value as Schema[]).map(bare)
    else if (keyword === 'items' || keyword === 'additionalProperties')
      plain[keyword] = typeof value === 'object' && value !== null ? bare(value) : value
    else plain[keyword] = value
  }
  return plain
}

/** True where programs that are not ours may call it, by /api/v1. */
export function isPublic({ access }: PromisedOperation) {
  return access.some((rule) => rule !== 'internal')
}

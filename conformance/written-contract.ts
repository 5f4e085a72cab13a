/** A contract as JSON, for services in languages that cannot read ours: routes, access, and shapes as JSON Schema. */
import type { Contract } from '@souk/platform/contract.ts'
import { withFeed } from '@souk/platform/events/standing.ts'
import { inputSchemaOf } from './requests.ts'

/** The feed and the standing that every service has are among the operations. */
export function writtenContract(contract: Contract) {
  const { name, description, operations, events } = withFeed(contract) as unknown as Contract
  const written = Object.entries(operations).map(([key, operation]) => {
    const { method, path, summary, access, status, repeat, keyRequired, bodyLimit, timeout, body, returns } = operation
    const input = inputSchemaOf(operation)
    const inQuery = Object.keys(operation.query.properties)
    const inBody = Object.keys(body?.properties ?? {})
    const errors = Object.fromEntries(Object.entries(operation.errors).map(([reason, { code }]) => [reason, code]))
    const promised = { method, path, summary, access, status, repeat, keyRequired, bodyLimit, timeout }
    return [key, { ...promised, input, inQuery, inBody, errors, returns }] as const
  })
  return `${JSON.stringify({ name, description, operations: Object.fromEntries(written), events }, null, 1)}\n`
}

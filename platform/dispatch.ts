/** The way of every call into a service, whatever brought it: decode, authorise, validate, run, encode. */
import { createHash } from 'node:crypto'
import fastJson from 'fast-json-stringify'
import type { TSchema } from 'typebox'
import { authorise } from './auth.ts'
import type { Answer, Request, Send } from './call.ts'
import type { Contract, Operation } from './contract.ts'
import { isAway } from './database/pool.ts'
import { fail, platformReasons, SoukError, toProblem } from './errors.ts'
import { answerOnce } from './idempotency.ts'
import type { Log } from './log.ts'
import { type Checker, checker, merged } from './schema.ts'
import type { Context } from './service.ts'

type Handle = (input: never, context: Context) => Promise<unknown>

/** @param makeContext a fresh context for one call */
export function dispatcher(options: {
  contract: Contract
  operations: Record<string, Handle>
  makeContext(request: Request, fingerprint: string): Context
  log: Log
}): Send {
  const { contract, log } = options
  const ways = new Map(
    Object.entries(contract.operations).map(([name, operation]) => [
      name,
      wayOf(name, operation, options.operations[name] as Handle, options.makeContext),
    ]),
  )
  return async (request) => {
    try {
      const way = ways.get(request.operation)
      if (way === undefined)
        throw fail('not_found', `${contract.name}-service has no operation '${request.operation}'.`)
      return await way(request)
    } catch (error) {
      const declared = contract.operations[request.operation]?.errors ?? {}
      return refuse(error, declared, request, log.child({ operation: `${contract.name}.${request.operation}` }))
    }
  }
}

function wayOf(
  name: string,
  operation: Operation,
  handle: Handle,
  makeContext: (request: Request, fingerprint: string) => Context,
): Send {
  const input: Checker<unknown> = checker(
    merged(operation.params, operation.query.properties, operation.body?.properties ?? {}),
  )
  const coerce = coercerOf(operation)
  const encode = encoderOf(operation)
  return async (request) => {
    authorise(operation.access, request.caller)
    const value = { ...coerce(request.query), ...readBody(operation, request.body), ...request.params }
    input.assert(value)
    if (operation.keyRequired && request.idempotencyKey === undefined)
      throw fail('key_required', 'Send an Idempotency-Key header, so that a repetition has no second effect.')
    const keyed = request.idempotencyKey !== undefined && operation.repeat !== 'safe'
    const fingerprint = keyed ? createHash('sha256').update(JSON.stringify(value)).digest('base64url') : ''
    const context = makeContext(request, fingerprint)
    if (keyed && operation.repeat === 'stored')
      return answerOnce(name, context, async (inTransaction) =>
        encode(await handle(value as never, inTransaction), inTransaction),
      )
    return encode(await handle(value as never, context), context)
  }
}

function readBody(operation: Operation, body: string | undefined): object {
  if (operation.body === undefined) return {}
  if (body === undefined || body === '') {
    if (((operation.body as { required?: string[] }).required ?? []).length === 0) return {}
    throw fail('malformed_body', 'Send a JSON object as the body.')
  }
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw fail('malformed_body', 'The body is not JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fail('malformed_body', 'The body must be a JSON object.')
  // Only declared fields go on: what else a caller sends is not ours to act on.
  const known: Record<string, unknown> = {}
  for (const name in operation.body.properties) {
    if (Object.hasOwn(value, name)) known[name] = (value as Record<string, unknown>)[name]
  }
  return known
}

/** Query values are texts on the wire; the schema says which are numbers, flags or lists. */
function coercerOf(operation: Operation) {
  const kinds = Object.entries(operation.query.properties).map(
    ([name, schema]) => [name, (schema as { type?: string }).type] as const,
  )
  return (query: Request['query']) => {
    const value: Record<string, unknown> = {}
    for (const [name, kind] of kinds) {
      const raw = query[name]
      if (raw === undefined) continue
      if (kind === 'array') value[name] = Array.isArray(raw) ? raw : [raw]
      else if (Array.isArray(raw)) value[name] = raw
      else if (kind === 'integer' || kind === 'number') value[name] = asNumber(raw)
      else if (kind === 'boolean') value[name] = asFlag(raw)
      else value[name] = raw
    }
    return value
  }
}

function asNumber(raw: string) {
  const value = Number(raw)
  return raw.trim() === '' || Number.isNaN(value) ? raw : value
}

const flags = new Map<string, boolean>([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

function asFlag(raw: string) {
  return flags.get(raw) ?? raw
}

function encoderOf(operation: Operation): (value: unknown, context: Context) => Answer {
  if (operation.returns === undefined)
    return (_value, { answer }) => ({ status: answer.status ?? operation.status, body: null, headers: answer.headers })
  if (operation.bytes)
    return (value, { answer }) => {
      const { contentType, bytes } = value as { contentType: string; bytes: Uint8Array }
      return { status: operation.status, body: bytes, headers: { ...answer.headers, 'content-type': contentType } }
    }
  // Writes declared properties only, so nothing that a row happens to hold gets out.
  let stringify: ((value: unknown) => string) | undefined
  return (value, { answer }) => {
    stringify ??= fastJson(operation.returns as TSchema as never)
    return { status: answer.status ?? operation.status, body: stringify(value), headers: answer.headers }
  }
}

function refuse(error: unknown, declared: Operation['errors'], request: Request, log: Log): Answer {
  let known = error instanceof SoukError ? error : undefined
  if (known !== undefined && !(known.reason in platformReasons) && !(known.reason in declared)) known = undefined
  if (known === undefined && isAway(error)) {
    log.warn({ err: error, requestId: request.requestId }, 'the database is out of reach')
    known = fail('unavailable', 'This part of the shop is out of reach right now. Try again in a moment.', {
      retryAfter: 1,
    })
  }
  if (known === undefined || known.code === 'internal') {
    log.error({ err: error, requestId: request.requestId }, 'an operation failed in a way its contract does not know')
    known = fail('internal', 'Something went wrong on our side. Nothing of this call is left half done.')
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (known.retryAfter !== undefined) headers['retry-after'] = String(known.retryAfter)
  return { status: toProblem(known, '').status, body: JSON.stringify(toProblem(known, request.requestId)), headers }
}

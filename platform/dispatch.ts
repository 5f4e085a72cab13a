/** The way of every call into a service, whatever brought it: decode, authorise, validate, run, encode. */
import { createHash } from 'node:crypto'
import fastJson from 'fast-json-stringify'
import { authorise } from './auth.ts'
import type { Answer, Request, Send } from './call.ts'
import type { Contract, Failure, Operation } from './contract.ts'
import { isAway } from './database/pool.ts'
import { fail, platformReasons, SoukError, toProblem } from './errors.ts'
import { answerOnce } from './idempotency.ts'
import { inputOf } from './input.ts'
import type { Log } from './log.ts'
import { checker } from './schema.ts'
import type { Context } from './service.ts'

type Handle = (input: never, context: Context) => Promise<unknown>

/**
 * @param makeContext a fresh context for one call
 * @param checkAnswers for tests: an answer or error without the promised shape is a failure, although encoding could
 * bend it (a null into a 0, say)
 */
export function dispatcher(options: {
  contract: Contract
  operations: Record<string, Handle>
  makeContext(request: Request, fingerprint: string): Context
  log: Log
  checkAnswers?: boolean
}): Send {
  const { contract, log, checkAnswers = false } = options
  const ways = new Map(
    Object.entries(contract.operations).map(([name, operation]) => [
      name,
      wayOf(name, operation, options.operations[name] as Handle, options.makeContext, checkAnswers),
    ]),
  )
  return async (request) => {
    const way = ways.get(request.operation)
    try {
      if (way === undefined)
        throw fail('not_found', `${contract.name}-service has no operation '${request.operation}'.`)
      return await way(request)
    } catch (error) {
      const declared = way === undefined ? {} : (contract.operations[request.operation] as Operation).errors
      const about = { err: error, operation: `${contract.name}.${request.operation}`, requestId: request.requestId }
      const refusal = encodeRefusal(toRefusal(error, declared, checkAnswers, log, about), request.requestId)
      return isAway(error) ? { ...refusal, isAiling: true } : refusal
    }
  }
}

function wayOf(
  name: string,
  operation: Operation,
  handle: Handle,
  makeContext: (request: Request, fingerprint: string) => Context,
  checkAnswers: boolean,
): Send {
  const readInput = inputOf(operation)
  const encode = encoderOf(operation, checkAnswers)
  return async (request) => {
    authorise(operation.access, request.caller)
    const value = readInput(request)
    const key = keyOf(operation, request)
    const fingerprint = key === undefined ? '' : createHash('sha256').update(JSON.stringify(value)).digest('base64url')
    const context = makeContext(request, fingerprint)
    if (key !== undefined && operation.repeat === 'stored')
      return answerOnce(name, context, async (joined) => encode(await handle(value as never, joined), joined))
    return encode(await handle(value as never, context), context)
  }
}

/** The Idempotency-Key, where a repetition could have an effect. */
function keyOf({ keyRequired, repeat }: Operation, { idempotencyKey }: Request) {
  if (idempotencyKey === undefined) {
    if (!keyRequired) return undefined
    throw fail('key_required', 'Send an Idempotency-Key header, so that a repetition has no second effect.')
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey))
    throw fail('invalid_input', 'Idempotency-Key: use 1 to 255 printable characters without spaces.')
  return repeat === 'safe' ? undefined : idempotencyKey
}

function encoderOf(operation: Operation, checkAnswers: boolean): (value: unknown, context: Context) => Answer {
  const { returns } = operation
  if (returns === undefined)
    return (_value, { answer }) => ({ status: answer.status ?? operation.status, body: null, headers: answer.headers })
  if (operation.bytes)
    return (value, { answer }) => {
      const { contentType, bytes } = value as { contentType: string; bytes: Uint8Array }
      // A copy: what a service keeps must not be in a caller's hands.
      const body = new Uint8Array(bytes)
      return { status: operation.status, body, headers: { ...answer.headers, 'content-type': contentType } }
    }
  const promised = checker(returns)
  // Writes declared properties only, so nothing that a row happens to hold gets out.
  let stringify: ((value: unknown) => string) | undefined
  return (value, { answer }) => {
    if (checkAnswers && !promised.check(value))
      throw new Error(`the answer breaks the contract: ${JSON.stringify(promised.errors(value))}`)
    stringify ??= fastJson(returns as never)
    return { status: answer.status ?? operation.status, body: stringify(value), headers: answer.headers }
  }
}

/** What the caller is told: a declared error as it is, everything else in words that tell nothing; the log has it all. */
function toRefusal(error: unknown, declared: Operation['errors'], checkErrors: boolean, log: Log, about: object) {
  if (error instanceof SoukError && error.code !== 'internal') {
    if (Object.hasOwn(platformReasons, error.reason)) return error
    const promise = declared[error.reason]
    if (promise !== undefined && !(checkErrors && breaks(promise, error))) return error
  } else if (isAway(error)) {
    log.warn(about, 'the database is out of reach')
    return fail('unavailable', 'This part of the shop is out of reach right now. Try again in a moment.', {
      retryAfter: 1,
    })
  }
  // PostgreSQL keeps no U+0000 in a text; only an address can still bring one this far.
  if ((error as { code?: string } | undefined)?.code === '22021')
    return fail('invalid_input', 'A text holds a character that cannot be kept: U+0000.')
  log.error(about, 'an operation failed in a way its contract does not know')
  return fail('internal', 'Something went wrong on our side. Nothing of this call is left half done.')
}

function breaks(promise: Failure, { code, details }: SoukError) {
  return promise.code !== code || (promise.details !== undefined && !checker(promise.details).check(details))
}

function encodeRefusal(refusal: SoukError, requestId: string): Answer {
  const problem = toProblem(refusal, requestId)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (refusal.retryAfter !== undefined) headers['retry-after'] = String(refusal.retryAfter)
  return { status: problem.status, body: JSON.stringify(problem), headers }
}

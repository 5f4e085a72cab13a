/** What an answer is held against. Each tells, where it fails, what was promised and what came. */
import { isDeepStrictEqual } from 'node:util'
import type { Operation } from '@souk/platform/contract.ts'
import { type Code, platformReasons, statusOfCode } from '@souk/platform/errors.ts'
import { checker } from '@souk/platform/schema.ts'
import { type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Answer, short } from './door.ts'
import { Broken } from './outcome.ts'

const Problem = checker(
  Type.Object({
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    reason: Type.String({ pattern: '^[a-z0-9_]+$' }),
    detail: Type.String({ minLength: 1 }),
    requestId: Type.String(),
    details: Type.Optional(Type.Unknown()),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
    retryAfter: Type.Optional(Type.Number()),
  }),
)

/** @param expected in words, as in 'expected …' */
export function expectThat(answer: Answer, holds: boolean, expected: string, got?: unknown) {
  if (!holds) throw new Broken(expected, got === undefined ? whatCame(answer) : inJson(got), answer.request)
}

export function expectStatus(answer: Answer, ...statuses: readonly number[]) {
  expectThat(answer, statuses.includes(answer.status), `status ${statuses.join(' or ')}`)
}

/** @param what names the part of the answer */
export function expectEqual(answer: Answer, got: unknown, expected: unknown, what: string) {
  expectThat(answer, isDeepStrictEqual(got, expected), `${what} to be ${inJson(expected)}`, got ?? 'nothing')
}

export function expectShape(answer: Answer, got: unknown, schema: TSchema, what: string) {
  // Compiling a shape takes longer than looking at it once.
  if (Value.Check(schema, got)) return
  const faults = checker(schema)
    .errors(got)
    .map(({ path, message }) => `${path} ${message}`)
  throw new Broken(`${what} of the promised shape`, `${faults.join('; ')} in ${inJson(got)}`, answer.request)
}

/** A problem+json of this reason, well-formed, with its status, and telling the id of the request. */
export function expectProblem(answer: Answer, reason: string, code: Code | undefined = codeOf(reason)) {
  const status = code === undefined ? undefined : statusOfCode[code]
  const expected = `${status ?? 'a refusal'} with the reason '${reason}'`
  expectThat(answer, answer.status === status && answer.body?.reason === reason, expected)
  expectWellFormed(answer)
}

function expectWellFormed(answer: Answer) {
  const type = answer.headers.get('content-type') ?? 'none'
  expectThat(answer, /^application\/problem\+json\b/.test(type), 'the content type application/problem+json', type)
  if (!Problem.check(answer.body))
    throw new Broken(
      'a problem with type, title, status, code, reason, detail and requestId',
      `${inJson(Problem.errors(answer.body))} in ${whatCame(answer)}`,
      answer.request,
    )
  expectEqual(answer, answer.body.status, answer.status, 'the problem’s status')
  expectEqual(answer, answer.body.requestId, answer.requestId, 'the problem’s requestId')
  expectEqual(answer, statusOfCode[answer.body.code as Code], answer.status, 'the status of the problem’s code')
}

/** The fault of a field, named by its path. */
export function expectFault(answer: Answer, field: string) {
  expectProblem(answer, 'invalid_input')
  const paths: string[] = (answer.body.errors ?? []).map(({ path }: { path: string }) => path)
  expectThat(
    answer,
    paths.some((path) => path === `/${field}` || path.startsWith(`/${field}/`)),
    `errors that name /${field}`,
  )
}

/** An answer as promised, or a refusal that is: by the operation's own reasons or the platform's, never a fault. */
export function expectPromised(answer: Answer, operation: Operation) {
  if (answer.status < 400) return expectSuccess(answer, operation)
  const { reason } = answer.body ?? {}
  const failure = operation.errors[reason]
  expectThat(
    answer,
    reason !== 'internal' && (failure !== undefined || Object.hasOwn(platformReasons, reason)),
    `an answer, or a refusal by one of ${[...Object.keys(operation.errors), 'the platform’s reasons'].join(', ')}`,
  )
  expectProblem(answer, reason, failure?.code)
  if (failure?.details !== undefined) expectShape(answer, answer.body.details, failure.details, 'details')
}

export function expectSuccess(answer: Answer, operation: Operation) {
  expectStatus(answer, ...operation.statuses)
  if (operation.returns === undefined) return expectEqual(answer, answer.text, '', 'the body')
  if (operation.bytes) return
  const type = answer.headers.get('content-type') ?? 'none'
  expectThat(answer, /^application\/json\b/.test(type), 'the content type application/json', type)
  expectShape(answer, answer.body, operation.returns, 'an answer')
}

function codeOf(reason: string) {
  return (platformReasons as Record<string, Code>)[reason]
}

function whatCame({ status, text }: Answer) {
  return `${status} ${short(text, 400)}`.trim()
}

function inJson(value: unknown) {
  return typeof value === 'string' ? value : short(JSON.stringify(value) ?? 'nothing', 400)
}

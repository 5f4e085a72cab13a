/** The closed set of error codes with their one table to HTTP, and the problem+json (RFC 9457) that goes over the wire. */

export const statusOfCode = {
  invalid: 400,
  unauthenticated: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  deadline_exceeded: 504,
} as const

export type Code = keyof typeof statusOfCode

const codeOfStatus = new Map(Object.entries(statusOfCode).map(([code, status]) => [status as number, code as Code]))

/** Reasons that any operation may answer with, since the platform itself gives them. */
export const platformReasons = {
  invalid_input: 'invalid',
  malformed_body: 'invalid',
  key_required: 'invalid',
  not_signed_in: 'unauthenticated',
  not_allowed: 'forbidden',
  not_found: 'not_found',
  key_in_use: 'conflict',
  version_changed: 'precondition_failed',
  body_too_large: 'too_large',
  unsupported_media_type: 'unsupported',
  key_reused: 'unprocessable',
  too_many_requests: 'too_many_requests',
  internal: 'internal',
  unavailable: 'unavailable',
  deadline_exceeded: 'deadline_exceeded',
} as const satisfies Record<string, Code>

export type FieldError = { path: string; message: string }

/**
 * The one error of the house. `code` decides the HTTP status, `reason` is what callers compare, `message` is for people
 * and says what to do, `details` has the shape that the contract declares for the reason.
 */
export class SoukError extends Error {
  override name = 'SoukError'
  readonly code: Code
  readonly reason: string
  readonly details: unknown
  readonly errors: FieldError[] | undefined
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined

  constructor(
    code: Code,
    reason: string,
    message: string,
    more: {
      details?: unknown
      errors?: FieldError[] | undefined
      retryAfter?: number | undefined
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.code = code
    this.reason = reason
    this.details = more.details
    this.errors = more.errors
    this.retryAfter = more.retryAfter
  }
}

/** Makes an error of one of the platform's own reasons. */
export function fail(
  reason: keyof typeof platformReasons,
  message: string,
  more: { errors?: FieldError[]; retryAfter?: number; cause?: unknown } = {},
) {
  return new SoukError(platformReasons[reason], reason, message, more)
}

export function hasReason(error: unknown, ...reasons: string[]): error is SoukError {
  return error instanceof SoukError && reasons.includes(error.reason)
}

/**
 * True where a call may have had its effect although it failed: no answer came, or one that says nothing of the effect.
 * What is answered with a 4xx has had none.
 */
export function isInDoubt(error: unknown) {
  return !(error instanceof SoukError) || statusOfCode[error.code] >= 500
}

export type Problem = {
  type: string
  title: string
  status: number
  code: Code
  reason: string
  detail: string
  requestId?: string
  details?: unknown
  errors?: FieldError[]
  retryAfter?: number
}

export function toProblem(error: SoukError, requestId: string): Problem {
  return {
    type: `/api/docs#${error.reason}`,
    title: error.reason.replaceAll('_', ' '),
    status: statusOfCode[error.code],
    code: error.code,
    reason: error.reason,
    detail: error.message,
    requestId,
    ...(error.details === undefined ? {} : { details: error.details }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
  }
}

/** Reads a neighbour's problem back into the error that it was. */
export function fromProblem(status: number, problem: Partial<Problem>) {
  const code = problem.code ?? codeOfStatus.get(status) ?? (status < 500 ? 'invalid' : 'internal')
  return new SoukError(code, problem.reason ?? code, problem.detail ?? `answered ${status}`, {
    details: problem.details,
    errors: problem.errors,
    retryAfter: problem.retryAfter,
  })
}

/** Typed clients of contracts. A client encodes, sends and decodes; it does not know where the service runs. */
import { alarm } from './alarm.ts'
import type { Caller } from './auth.ts'
import type { Answer, Request, Send, Trail } from './call.ts'
import type { Contract, Input, Operation, Output } from './contract.ts'
import { fail, fromProblem, SoukError } from './errors.ts'
import { type Checker, checker } from './schema.ts'

export type CallOptions = { key?: string; ifMatch?: string; session?: string }

export type Client<C extends Contract> = {
  [N in keyof C['operations']]: (
    input: Input<C['operations'][N]>,
    options?: CallOptions,
  ) => Promise<Output<C['operations'][N]>>
}
export type Clients<K extends Record<string, Contract>> = { [N in keyof K]: Client<K[N]> }

/** @property send a way of this origin's own, instead of the client's */
type Origin = { caller: Caller; trail: Trail; send?: Send }

/** Makes, for a contract, the function from an origin (who calls, on whose deadline) to a client. */
export function clientsOf<C extends Contract>(contract: C, send: Send): (origin: Origin) => Client<C> {
  const methods: Record<string, (this: { origin: Origin }, input: object, options?: CallOptions) => Promise<unknown>> =
    {}
  for (const [name, operation] of Object.entries(contract.operations)) {
    const encode = encoder(contract.name, name, operation)
    const decode = decoder(contract.name, name, operation)
    methods[name] = async function (input, options) {
      const { caller, trail, send: way = send } = this.origin
      const now = Date.now()
      const deadline = Math.min(trail.deadline, now + operation.timeout)
      if (deadline <= now) throw fail('deadline_exceeded', `There was no time left to ask ${contract.name}-service.`)
      const request = encode(
        input as Record<string, unknown>,
        caller,
        { requestId: trail.requestId, deadline, traceparent: trail.traceparent },
        options,
      )
      return decode(await withinDeadline(way(request), deadline, contract.name))
    }
  }
  return (origin) => Object.assign(Object.create(methods), { origin })
}

function encoder(service: string, name: string, operation: Operation) {
  const params = Object.keys(operation.params)
  const query = Object.keys(operation.query.properties)
  const bodyNames = operation.body === undefined ? undefined : Object.keys(operation.body.properties)
  return (
    input: Record<string, unknown>,
    caller: Caller,
    { requestId, deadline, traceparent }: Trail,
    options?: CallOptions,
  ): Request => ({
    service,
    operation: name,
    requestId,
    deadline,
    traceparent,
    caller,
    params: asTexts(params, input),
    query: asQuery(query, input),
    ...(operation.rawBody === undefined
      ? { body: bodyNames === undefined ? undefined : JSON.stringify(only(bodyNames, input)), signature: undefined }
      : { body: asText(input.payload), signature: asText(input.signature) }),
    idempotencyKey: options?.key,
    ifMatch: options?.ifMatch,
    session: options?.session,
    address: undefined,
  })
}

/** As it would come out of an address. */
function asText(value: unknown) {
  return String(value).toWellFormed()
}

function asTexts(names: readonly string[], input: Record<string, unknown>) {
  const texts: Record<string, string> = {}
  for (const name of names) texts[name] = asText(input[name])
  return texts
}

/** A list without items is no parameter at all: an address has no way to write it. */
function asQuery(names: readonly string[], input: Record<string, unknown>) {
  const query: Request['query'] = {}
  for (const name of names) {
    const value = input[name]
    if (Array.isArray(value)) {
      if (value.length > 0) query[name] = value.map(asText)
    } else if (value !== undefined) query[name] = asText(value)
  }
  return query
}

function only(names: readonly string[], input: Record<string, unknown>) {
  const known: Record<string, unknown> = {}
  for (const name of names) known[name] = input[name]
  return known
}

function decoder(service: string, name: string, operation: Operation) {
  const check: Checker<unknown> | undefined =
    operation.returns === undefined || operation.bytes ? undefined : checker(operation.returns)
  return ({ status, body, headers }: Answer) => {
    if (status >= 400) throw readProblem(service, status, body)
    if (operation.returns === undefined || body === null) return undefined
    if (operation.bytes) return { contentType: headers['content-type'], bytes: body }
    const value = JSON.parse(body as string)
    if (check !== undefined && !check.check(value))
      throw new SoukError('internal', 'internal', `${service}.${name} broke its contract`, {
        cause: check.errors(value),
      })
    return value
  }
}

function readProblem(service: string, status: number, body: Answer['body']) {
  try {
    const problem = JSON.parse(String(body))
    if (typeof problem.reason !== 'string') throw new Error('not a problem of ours')
    return fromProblem(status, problem)
  } catch {
    return fail('unavailable', `${service}-service answered ${status} with something that is not a problem`)
  }
}

/** A neighbour that hangs costs its caller the deadline, never more. */
export function withinDeadline<T>(work: Promise<T>, deadline: number, service: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = alarm(Math.max(deadline - Date.now(), 0), () =>
      reject(fail('deadline_exceeded', `${service}-service did not answer in time.`)),
    )
    work.then(resolve, reject).finally(callOff)
  })
}

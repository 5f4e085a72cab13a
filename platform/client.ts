/** Typed clients of contracts. A client encodes, sends and decodes; it does not know where the service runs. */
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

type Origin = { caller: Caller; trail: Trail }

/** Makes, for a contract, the function from an origin (who calls, on whose deadline) to a client. */
export function clientsOf<C extends Contract>(contract: C, send: Send): (origin: Origin) => Client<C> {
  const methods: Record<string, (this: { origin: Origin }, input: object, options?: CallOptions) => Promise<unknown>> =
    {}
  for (const [name, operation] of Object.entries(contract.operations)) {
    const encode = encoder(contract.name, name, operation)
    const decode = decoder(contract.name, name, operation)
    methods[name] = async function (input, options) {
      const { caller, trail } = this.origin
      const deadline = Math.min(trail.deadline, Date.now() + operation.timeout)
      const request = encode(
        input as Record<string, unknown>,
        caller,
        { requestId: trail.requestId, deadline },
        options,
      )
      return decode(await withinDeadline(send(request), deadline, contract.name))
    }
  }
  return (origin) => Object.assign(Object.create(methods), { origin })
}

function encoder(service: string, name: string, operation: Operation) {
  const params = Object.keys(operation.params)
  const query = Object.keys(operation.query.properties)
  const bodyNames = operation.body === undefined ? undefined : Object.keys(operation.body.properties)
  return (input: Record<string, unknown>, caller: Caller, trail: Trail, options?: CallOptions): Request => ({
    service,
    operation: name,
    ...trail,
    caller,
    params: Object.fromEntries(params.map((key) => [key, String(input[key])])),
    query: Object.fromEntries(query.filter((key) => input[key] !== undefined).map((key) => [key, asQuery(input[key])])),
    body:
      bodyNames === undefined
        ? undefined
        : JSON.stringify(Object.fromEntries(bodyNames.map((key) => [key, input[key]]))),
    idempotencyKey: options?.key,
    ifMatch: options?.ifMatch,
    session: options?.session,
    address: undefined,
  })
}

function asQuery(value: unknown) {
  return Array.isArray(value) ? value.map(String) : String(value)
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
    return fromProblem(status, JSON.parse(String(body)))
  } catch {
    return fail('unavailable', `${service}-service answered ${status} with something that is not a problem`)
  }
}

/** A neighbour that hangs costs its caller the deadline, never more. */
export function withinDeadline<T>(work: Promise<T>, deadline: number, service: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(fail('deadline_exceeded', `${service}-service did not answer in time.`)),
      Math.max(deadline - Date.now(), 0),
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

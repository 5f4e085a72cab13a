/**
 * A contract is what one service promises to others, as data: operations, errors and events. Servers, typed clients,
 * validation, OpenAPI and the gateway's routes all come from it.
 */
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import type { Rule } from './auth.ts'
import type { Code } from './errors.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A reason that an operation may fail with, beside the platform's own (see errors.ts): its code and the shape of its details. */
export type Failure<D extends TSchema = TSchema> = { code: Code; details?: D; description?: string }

export type Operation<
  P extends TProperties = TProperties,
  Q extends TProperties = TProperties,
  B extends TProperties = TProperties,
  R extends TSchema | undefined = TSchema | undefined,
  E extends Record<string, Failure> = Record<string, Failure>,
> = {
  method: Method
  path: string
  summary: string
  params: P
  query: TObject<Q>
  body: TObject<B> | undefined
  returns: R
  /** HTTP status of success: 200, 201 for what creates, 204 where nothing is returned. An answer may choose among `statuses`. */
  status: number
  statuses: number[]
  errors: E
  access: readonly Rule[]
  /**
   * What a repetition does: `safe` changes nothing; `natural` has the same effect once (the handler sees to it by its own
   * keys); `stored` keeps the answer under the caller's Idempotency-Key, in the transaction of the effect.
   */
  repeat: 'safe' | 'natural' | 'stored'
  /** True where a caller must send an Idempotency-Key. */
  keyRequired: boolean
  /** Seconds that a public answer may be kept by the gateway and by browsers. */
  cache: { seconds: number; immutable?: boolean } | undefined
  /** True where the answer is a file (`Bytes`), not JSON. */
  bytes: boolean
  /** The share of the gateway’s requests a minute and client that may go here, such as 0.05, where it is stricter. */
  limit: number | undefined
  /** The body is not read but handed on, byte for byte as it came, with the signature in this header (`SignedBody`). */
  rawBody: { signature: string } | undefined
  /** Largest body in bytes. */
  bodyLimit: number
  /** Milliseconds that the operation may take. */
  timeout: number
}

type Options<
  P extends TProperties,
  Q extends TProperties,
  B extends TProperties,
  R extends TSchema | undefined,
  E extends Record<string, Failure>,
> = {
  summary: string
  access: Rule | readonly Rule[]
  params?: P
  query?: TObject<Q>
  body?: TObject<B>
  returns?: R
  errors?: E
  status?: number
  alsoStatus?: number
  repeat?: 'natural' | 'stored'
  keyRequired?: boolean
  cache?: { seconds: number; immutable?: boolean }
  limit?: number
  rawBody?: { signature: string }
  bodyLimit?: number
  timeout?: number
}

function operation(method: Method) {
  return <
    P extends TProperties = {},
    Q extends TProperties = {},
    B extends TProperties = {},
    R extends TSchema | undefined = undefined,
    E extends Record<string, Failure> = {},
  >(
    path: string,
    options: Options<P, Q, B, R, E>,
  ): Operation<P, Q, B, R, E> => {
    const params = options.params ?? ({} as P)
    const query = options.query ?? (Type.Object({}) as unknown as TObject<Q>)
    checkNames(method, path, params, query, options.body)
    if ((options.rawBody !== undefined) !== ((options.body as unknown) === SignedBody))
      throw new Error(`${method} ${path}: a raw body and SignedBody go together`)
    const bytes = (options.returns as { bytes?: boolean } | undefined)?.bytes === true
    const status = options.status ?? (options.returns === undefined ? 204 : 200)
    return {
      method,
      path,
      summary: options.summary,
      params,
      query,
      body: options.body,
      returns: options.returns as R,
      status,
      statuses: options.alsoStatus === undefined ? [status] : [status, options.alsoStatus],
      errors: options.errors ?? ({} as E),
      access: (Array.isArray(options.access) ? options.access : [options.access]) as readonly Rule[],
      repeat: method === 'GET' ? 'safe' : (options.repeat ?? (method === 'POST' ? 'stored' : 'natural')),
      keyRequired: options.keyRequired ?? false,
      cache: options.cache,
      bytes,
      limit: options.limit,
      rawBody: options.rawBody,
      bodyLimit: options.bodyLimit ?? 64 * 1024,
      timeout: options.timeout ?? 5_000,
    }
  }
}

export const get = operation('GET')
export const post = operation('POST')
export const put = operation('PUT')
export const patch = operation('PATCH')
export const del = operation('DELETE')

/** The body of an operation with `rawBody`: what somebody outside signed, to be verified before it is read. */
export const SignedBody = Type.Object({ payload: Type.String(), signature: Type.String() })

/** Answers a file: the handler returns `{ contentType, bytes }`. */
export const Bytes = Type.Unsafe<{ contentType: string; bytes: Uint8Array }>({ type: 'string', bytes: true })

/** Params, query and body reach a handler as one flat object, so no name may stand in two of them. */
function checkNames(method: Method, path: string, params: TProperties, query: TObject, body: TObject | undefined) {
  const inPath = path.split('/').flatMap((part) => (part.startsWith(':') ? [part.slice(1)] : []))
  const declared = Object.keys(params)
  if (inPath.length !== declared.length || inPath.some((name) => !declared.includes(name)))
    throw new Error(`${method} ${path}: declare exactly these params: ${inPath.join(', ') || 'none'}`)
  const names = [...declared, ...Object.keys(query.properties), ...Object.keys(body?.properties ?? {})]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`${method} ${path}: '${twice}' stands in two of params, query and body`)
  if ((method === 'GET' || method === 'DELETE') && body !== undefined)
    throw new Error(`${method} ${path}: a ${method} has no body`)
}

// biome-ignore lint/suspicious/noExplicitAny: a generic operation must accept each concrete one
export type AnyOperation = Operation<any, any, any, any, any>

export type Contract<
  N extends string = string,
  O extends Record<string, AnyOperation> = Record<string, Operation>,
  V extends Record<string, TSchema> = Record<string, TSchema>,
> = { name: N; description: string; operations: O; events: V }

/** What every service promises beside its own operations (events/standing.ts). */
const reserved = [
  ['GET /events', 'the feed that every service has'],
  ['GET /standing', 'how far every service tells that it has read'],
  ['POST /parked-events/:/replay', 'the way to replay an event, which every service has'],
] as const

/** @param name the service's folder: `order` for the deployable order-service */
export function contract<
  const N extends string,
  // Says as little as it can, so that each operation's types are inferred from its own declaration.
  O extends Record<string, { readonly summary: string }>,
  V extends Record<string, TSchema>,
>(
  name: N,
  description: string,
  promises: { operations: O; events: V },
): Contract<N, O extends Record<string, AnyOperation> ? O : never, V> {
  const routes = new Map<string, string>(reserved)
  for (const [operationName, operation] of Object.entries(promises.operations)) {
    const { access, method, path } = operation as unknown as Operation
    if (access.length === 0 || access.some((rule) => rule === undefined))
      throw new Error(`${name}.${operationName}: declare who may call it (access)`)
    const route = `${method} ${path.replace(/:\w+/g, ':')}`
    if (routes.has(route))
      throw new Error(`${name}.${operationName}: ${method} ${path} is ${routes.get(route)} already`)
    routes.set(route, operationName)
  }
  for (const type of Object.keys(promises.events)) {
    if (!new RegExp(`^${name}\\.[a-z-]+\\.v\\d+$`).test(type))
      throw new Error(`event '${type}': name it '${name}.what-happened.v1'`)
  }
  return { name, description, ...promises } as never
}

type Flat<T> = { [K in keyof T]: T[K] }

/** What a caller gives to an operation: its params, query and body as one flat object. */
export type Input<O extends AnyOperation> =
  O extends Operation<infer P, infer Q, infer B, infer _R, infer _E>
    ? Flat<Static<TObject<P>> & Static<TObject<Q>> & Static<TObject<B>>>
    : never

/** What an operation answers: `undefined` for a 204. */
export type Output<O extends AnyOperation> = O['returns'] extends TSchema ? Static<O['returns']> : undefined

export type EventData<C extends Contract, T extends keyof C['events']> = Static<C['events'][T]>

/** A text out of a closed list. */
export function oneOf<const T extends string[]>(...values: T) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: values })
}

/** A value that may be null. */
export function nullable<T extends TSchema>(schema: T) {
  const { type } = schema as { type?: string }
  if (typeof type === 'string' && type !== 'object' && !('enum' in schema))
    return Type.Unsafe<Static<T> | null>({ ...schema, type: [type, 'null'] })
  return Type.Unsafe<Static<T> | null>({ anyOf: [schema, { type: 'null' }] })
}

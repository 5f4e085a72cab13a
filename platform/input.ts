/** What a caller sent, as one flat object that holds declared fields only, each of the declared type. */
import type { TProperties, TSchema } from 'typebox'
import type { Request } from './call.ts'
import type { Operation } from './contract.ts'
import { fail } from './errors.ts'
import { type Checker, checker, cleanerOf, merged } from './schema.ts'

type Fields = Record<string, unknown>

/** @returns a function that @throws 400 `malformed_body` or `invalid_input` with the faulty fields */
export function inputOf({ params, query, body, rawBody }: Operation): (request: Request) => Fields {
  const properties: TProperties = { ...params, ...query.properties, ...body?.properties }
  const valid: Checker<unknown> = checker(merged(params, query.properties, body?.properties ?? {}))
  const nested = Object.entries(properties).flatMap(([name, schema]) => {
    const clean = cleanerOf(schema)
    return clean === undefined ? [] : [[name, clean] as const]
  })
  const addQuery = textReader(query.properties)
  const addParams = textReader(params)
  const addBody = body === undefined || rawBody !== undefined ? undefined : bodyReader(body)
  return (request) => {
    const value: Fields = {}
    addQuery(value, request.query)
    addBody?.(value, request.body)
    if (rawBody !== undefined) addRawBody(value, request)
    addParams(value, request.params)
    valid.assert(value)
    for (const [name, clean] of nested) if (name in value) value[name] = clean(value[name])
    return value
  }
}

/** Paths and queries are texts on the wire; the schema says which are numbers, flags or lists. */
function textReader(properties: TProperties) {
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, typeOf(schema), typeOf(itemsOf(schema))] as const,
  )
  return (into: Fields, texts: Request['query']) => {
    for (const [name, type, itemType] of fields) {
      const given = texts[name]
      if (given === undefined) continue
      if (typeof given === 'string') into[name] = type === 'array' ? [read(given, itemType)] : read(given, type)
      else into[name] = given.map((one) => read(one, itemType))
    }
  }
}

function typeOf(schema: TSchema | undefined) {
  return (schema as { type?: string } | undefined)?.type
}

function itemsOf(schema: TSchema) {
  return (schema as { items?: TSchema }).items
}

/** What cannot be read stays a text, for the check to name it. */
function read(text: string, type: string | undefined): unknown {
  if (type === 'integer' || type === 'number') {
    const value = Number(text)
    return text.trim() === '' || Number.isNaN(value) ? text : value
  }
  return type === 'boolean' ? (flags.get(text) ?? text) : text
}

const flags = new Map<string, boolean>([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

function bodyReader(body: NonNullable<Operation['body']>) {
  const names = Object.keys(body.properties)
  const isOptional = ((body as { required?: string[] }).required ?? []).length === 0
  return (into: Fields, text: string | undefined) => {
    if (isOptional && (text === undefined || text === '')) return
    const value = parse(text ?? '')
    // What else a caller sends is not ours to act on.
    for (const name of names) if (Object.hasOwn(value, name)) into[name] = value[name]
  }
}

/** Not parsed, since a signature is of the very bytes; what lacks is named by the check. */
function addRawBody(into: Fields, { body, signature }: Request) {
  if (body !== undefined) into.payload = body
  if (signature !== undefined) into.signature = signature
}

function parse(text: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw fail('malformed_body', text === '' ? 'Send a JSON object as the body.' : 'The body is not JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fail('malformed_body', 'The body must be a JSON object.')
  if (suspicious.test(text) && !isKeepable(value))
    throw fail('invalid_input', 'A text holds a character that cannot be kept: U+0000 or half a surrogate pair.')
  return value as Fields
}

/** In JSON these come as escapes only; most bodies have none and need no closer look. */
const suspicious = /\\u(?:0000|d[89a-f])/i

/** False where a text holds U+0000 or half a surrogate pair, which no database keeps. */
function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, one]) => isKeepable(name) && isKeepable(one))
}

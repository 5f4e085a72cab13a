/**
 * SQL as SQL: sql`select … where id = ${id}` becomes a named prepared statement with parameters. A `part`
 * is spliced in, so that a search can be put together from parts; values never become text.
 */
import { createHash } from 'node:crypto'

export type Statement<Row = unknown> = {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
  /** True where the statement appends to the service's feed, so that followers are woken after its commit. */
  readonly publishes: boolean
  /** The tables that it writes to; none where it reads. */
  readonly writes: readonly string[]
  readonly row?: Row
}

type Prepared = Pick<Statement, 'name' | 'text' | 'publishes' | 'writes'>

class Fragment {
  readonly strings: readonly string[]
  readonly inner: readonly unknown[]
  constructor(strings: readonly string[], inner: readonly unknown[]) {
    this.strings = strings
    this.inner = inner
  }
}

const preparedOfTemplate = new WeakMap<readonly string[], Prepared>()
const preparedOfText = new Map<string, Prepared>()

export function sql<Row>(strings: TemplateStringsArray, ...values: unknown[]): Statement<Row> {
  if (!values.some((value) => value instanceof Fragment)) {
    let prepared = preparedOfTemplate.get(strings)
    if (prepared === undefined) {
      prepared = prepare(strings.reduce((text, part, index) => `${text}$${index}${part}`))
      preparedOfTemplate.set(strings, prepared)
    }
    return { ...prepared, values }
  }
  const flat: unknown[] = []
  return { ...prepare(splice(strings, values, flat)), values: flat }
}

/** A part of a statement, to be set into sql`…`. */
export function part(strings: TemplateStringsArray, ...values: unknown[]) {
  return new Fragment(strings, values)
}

/** Joins parts with ` and `, for the conditions of a search. */
export function allOf(parts: readonly Fragment[]) {
  if (parts.length === 0) return part`true`
  return new Fragment(['', ...parts.slice(1).map(() => ' and '), ''], parts)
}

function splice(strings: readonly string[], values: readonly unknown[], flat: unknown[]): string {
  let text = strings[0] ?? ''
  values.forEach((value, index) => {
    if (value instanceof Fragment) text += splice(value.strings, value.inner, flat)
    else text += `$${flat.push(value)}`
    text += strings[index + 1]
  })
  return text
}

function prepare(text: string): Prepared {
  let prepared = preparedOfText.get(text)
  if (prepared === undefined) {
    const name = createHash('sha1').update(text).digest('base64url').slice(0, 20)
    const writes = tablesWritten(text)
    prepared = { name, text, publishes: writes.includes('platform.feed'), writes }
    preparedOfText.set(text, prepared)
  }
  return prepared
}

function tablesWritten(text: string) {
  const found = text.matchAll(/\b(?:insert into|(?<!for |do |key )update|delete from|truncate) ([\w.]+)/g)
  return [...new Set(Array.from(found, (match) => match[1] as string))].filter((word) => word !== 'set')
}

/** A value for a jsonb parameter. (The driver would turn an array into an SQL array.) */
export function json(value: unknown) {
  return JSON.stringify(value)
}

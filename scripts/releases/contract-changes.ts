/** How what a contract promises differs from what was promised before, each difference with whether somebody can rely on the old. */
import { isDeepStrictEqual } from 'node:util'
import { platformReasons } from '@souk/platform/errors.ts'
import type { Promised, PromisedOperation, Schema } from './promise.ts'
import { type SchemaChange, schemaChanges } from './schema-changes.ts'

/** What a change is about decides what to do instead of it. */
export type About = 'operation' | 'way' | 'input' | 'answer' | 'refusals' | 'access' | 'repetition' | 'event'

export type Change = {
  of: 'operation' | 'event'
  /** The operation or the event type. */
  name: string
  about: About
  says: string
  /** Whoever relies on what was promised before is let down. */
  breaks: boolean
  /** What is not told any more could be missing before: whoever reads it minds, and knows how to go on without. */
  wasOptional?: boolean
}

type Found = Omit<Change, 'of' | 'name'>

export function contractChanges(before: Promised, after: Promised): Change[] {
  if (before === after) return []
  const changes: Change[] = []
  for (const [name, old] of Object.entries(before.operations)) {
    const now = after.operations[name]
    const found = now === undefined ? [goneOperation(name, old, before, after)] : operationChanges(old, now)
    changes.push(...found.map((one) => ({ of: 'operation' as const, name, ...one })))
  }
  for (const name of namesAdded(before.operations, after.operations))
    changes.push({ of: 'operation', name, about: 'operation', says: 'is new', breaks: false })
  for (const [name, old] of Object.entries(before.events)) {
    const now = after.events[name]
    const found = now === undefined ? [{ about: 'event' as const, says: 'is gone', breaks: true }] : told(old, now)
    changes.push(...found.map((one) => ({ of: 'event' as const, name, ...one })))
  }
  for (const name of namesAdded(before.events, after.events))
    changes.push({ of: 'event', name, about: 'event', says: 'is new', breaks: false })
  return changes
}

function namesAdded(before: object, after: object) {
  return Object.keys(after).filter((name) => !Object.hasOwn(before, name))
}

/** Clients and answers kept under a key know it by its name, so another name is another operation. */
function goneOperation(name: string, old: PromisedOperation, before: Promised, after: Promised): Found {
  const heir = Object.entries(after.operations).find(
    ([other, one]) => !(other in before.operations) && other !== name && routeOf(one) === routeOf(old),
  )
  return { about: 'operation', says: heir === undefined ? 'is gone' : `is called ${heir[0]} now`, breaks: true }
}

/** A param is known by its place; its name is never sent. */
function routeOf({ method, path }: PromisedOperation) {
  return `${method} ${path.replace(/:\w+/g, ':')}`
}

function operationChanges(before: PromisedOperation, after: PromisedOperation): Found[] {
  return [
    ...wayChanges(before, after),
    ...taken(paramsInOrder(before), paramsInOrder(after), 'params'),
    ...taken(before.query, after.query, 'query'),
    ...taken(before.body, after.body, 'body'),
    ...answered(before, after),
    ...refusalChanges(before, after),
    ...accessChanges(before, after),
    ...repetitionChanges(before, after),
  ]
}

function wayChanges(before: PromisedOperation, after: PromisedOperation): Found[] {
  const found: Found[] = []
  if (routeOf(before) !== routeOf(after))
    found.push({ about: 'way', says: `is ${wayOf(after)}, was ${wayOf(before)}`, breaks: true })
  else if (before.path !== after.path)
    found.push({ about: 'way', says: `names its path ${after.path}, which nobody sends`, breaks: false })
  if (before.signature !== after.signature)
    found.push({
      about: 'way',
      says: `takes the signature of its body from ${after.signature ?? 'nowhere'}, before from ${before.signature ?? 'nowhere'}`,
      breaks: true,
    })
  const [limit, now] = [before.bodyLimit, after.bodyLimit]
  if (limit !== undefined && now !== undefined && limit !== now)
    found.push({ about: 'input', says: `takes a body of ${now} bytes, ${limit} before`, breaks: now < limit })
  return found
}

function wayOf({ method, path }: PromisedOperation) {
  return `${method} ${path}`
}

const nothing: Schema = { type: 'object', properties: {} }

function paramsInOrder({ path, params = nothing }: PromisedOperation): Schema {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
  const properties = Object.fromEntries(names.map((name, index) => [`${index + 1}`, params.properties?.[name] ?? {}]))
  return { type: 'object', required: Object.keys(properties), properties }
}

/** Whatever was taken is taken still, and minded. */
function taken(before: Schema = nothing, after: Schema = nothing, at: string): Found[] {
  return schemaChanges(before, after, at).map((change) => ({
    about: 'input',
    says: inWords(change, ': callers still send it, and it is ignored'),
    breaks: change.narrows || change.gone,
  }))
}

/** A client checks an answer by its own copy of the contract: nothing may come that it would refuse, or miss. */
function answered(before: PromisedOperation, after: PromisedOperation): Found[] {
  const found: Found[] = []
  const [status] = after.status
  if (before.status[0] !== status)
    found.push({ about: 'answer', says: `answers ${status}, ${before.status[0]} before`, breaks: true })
  const added = after.status.slice(1).filter((one) => !before.status.includes(one))
  if (added.length > 0) found.push({ about: 'answer', says: `answers ${added.join(', ')} too`, breaks: true })
  const [old, now] = [before.returns, after.returns]
  if (old === undefined && now !== undefined)
    found.push({ about: 'answer', says: 'answers something, nothing before', breaks: false })
  if (old !== undefined && now === undefined)
    found.push({ about: 'answer', says: 'answers nothing any more', breaks: true })
  if (old !== undefined && now !== undefined) found.push(...toldInAnswer(old, now, 'answer'))
  return found
}

function toldInAnswer(before: Schema, after: Schema, at: string, about: About = 'answer'): Found[] {
  return schemaChanges(before, after, at).map((change) => ({
    about,
    says: inWords(change),
    breaks: change.widens || change.gone,
    wasOptional: change.gone && !change.widens,
  }))
}

/**
 * Followers check by their own copy, so nothing may come that an old one would refuse. And what was told stays in the feed:
 * a new follower reads events of before by the schema of now.
 */
function told(before: Schema, after: Schema): Found[] {
  return schemaChanges(before, after, 'data').map((change) => ({
    about: 'event',
    says: inWords(change, '', change.narrows ? ': events told before do not fit, and would be parked' : ''),
    breaks: change.widens || change.narrows || change.gone,
  }))
}

function inWords({ at, says, gone }: SchemaChange, whenGone = '', more = '') {
  return `${at}: ${says}${gone ? whenGone : ''}${more}`
}

/** A caller that does not know a reason goes by its code, so a new one passes where the code is not new. */
function refusalChanges(before: PromisedOperation, after: PromisedOperation): Found[] {
  const [old, now] = [before.errors ?? {}, after.errors ?? {}]
  const codes = new Set<string>([...Object.values(old).map(({ code }) => code), ...Object.values(platformReasons)])
  const found: Found[] = []
  for (const [reason, { code, details }] of Object.entries(old)) {
    const next = now[reason]
    if (next === undefined) {
      found.push({ about: 'refusals', says: `is no longer refused with ${reason}`, breaks: true })
      continue
    }
    if (next.code !== code)
      found.push({ about: 'refusals', says: `${reason} has the code ${next.code}, was ${code}`, breaks: true })
    if (details !== undefined && next.details === undefined)
      found.push({ about: 'refusals', says: `${reason} has no details any more`, breaks: true })
    else if (details !== undefined && next.details !== undefined)
      found.push(...toldInAnswer(details, next.details, `${reason}.details`, 'refusals'))
  }
  for (const reason of namesAdded(old, now)) {
    const { code } = now[reason] as { code: string }
    const says = `is refused with ${reason} (${code}) too`
    const known = codes.has(code)
    found.push({
      about: 'refusals',
      says: known ? says : `${says}, a code that it never had`,
      breaks: !known,
    })
  }
  return found
}

function accessChanges(before: PromisedOperation, after: PromisedOperation): Found[] {
  if (isDeepStrictEqual(new Set(before.access), new Set(after.access))) return []
  const shutOut = before.access.filter((rule) => !after.access.some((now) => letsIn(now, rule)))
  const says = `is open to ${after.access.join(', ')}; before to ${before.access.join(', ')}`
  return [{ about: 'access', says, breaks: shutOut.length > 0 }]
}

function letsIn(rule: string, those: string) {
  return rule === 'public' || rule === those || (rule === 'customer' && those.startsWith('staff:'))
}

function repetitionChanges(before: PromisedOperation, after: PromisedOperation): Found[] {
  const found: Found[] = []
  if (!before.keyRequired && after.keyRequired)
    found.push({ about: 'repetition', says: 'asks for an Idempotency-Key now', breaks: true })
  if (before.keyRequired && !after.keyRequired)
    found.push({ about: 'repetition', says: 'asks for no Idempotency-Key any more', breaks: false })
  if (before.repeat !== after.repeat)
    found.push({
      about: 'repetition',
      says: `a repetition is ${after.repeat}, was ${before.repeat}`,
      // Who repeats a call without a key relies on its having its effect once.
      breaks: after.repeat === 'stored',
    })
  if (before.timeout !== after.timeout)
    found.push({
      about: 'way',
      says: `may take ${after.timeout} ms, ${before.timeout} before: callers of before wait as long as they did`,
      breaks: false,
    })
  return found
}

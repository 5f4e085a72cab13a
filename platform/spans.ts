/** One span: begun, worked in, ended with what went wrong. Nothing of it costs anything outside of a trace that is recorded. */
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import type { Statement } from './database/sql.ts'
import { scrub, tellableError } from './scrub.ts'

const tracerKey = createContextKey('souk.tracer')

/** @param from the context that it continues */
export async function runSpan<T>(
  tracer: Tracer,
  name: string,
  options: { kind: SpanKind; attributes: Attributes },
  from: Context,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = tracer.startSpan(name, options, from)
  try {
    return await context.with(within(tracer, span, from), work, undefined, span)
  } catch (error) {
    fail(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** What is begun in this context becomes a part of the span. */
export function within(tracer: Tracer, span: Span, from: Context): Context {
  return trace.setSpan(from.setValue(tracerKey, tracer), span)
}

/** A span of the service that is at work, where its work is recorded. */
export function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return child(name, SpanKind.INTERNAL, () => scrub(attributes) as Attributes, work)
}

/** A transaction, from its first statement to its commit. */
export function inTransactionSpan<T>(work: () => Promise<T>): Promise<T> {
  return child('transaction', SpanKind.INTERNAL, () => ({ 'db.system.name': 'postgresql' }), work)
}

/** A statement by what it does to which tables, never by its values. */
export function inStatementSpan<T>({ text }: Statement, work: () => Promise<T>): Promise<T> {
  if (!isRecording()) return work()
  const summary = summaryOf(text)
  const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': summary }
  return child(summary, SpanKind.CLIENT, () => attributes, work)
}

function child<T>(name: string, kind: SpanKind, attributes: () => Attributes, work: () => Promise<T>): Promise<T> {
  const now = context.active()
  const tracer = now.getValue(tracerKey) as Tracer | undefined
  if (tracer === undefined || trace.getSpan(now)?.isRecording() !== true) return work()
  return runSpan(tracer, name, { kind, attributes: attributes() }, now, work)
}

function isRecording() {
  return trace.getSpan(context.active())?.isRecording() === true
}

function fail(span: Span, error: unknown) {
  if (!span.isRecording()) return
  const { type, message, code, reason } = tellableError(error instanceof Error ? error : new Error(String(error)))
  span.setStatus({ code: SpanStatusCode.ERROR, message })
  span.setAttribute('error.type', String(reason ?? code ?? type))
}

/** What is worked on now as W3C's `traceparent`, where it is recorded. */
export function currentTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active())
  return span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0 ? undefined : traceparentOf(span)
}

/** Also of a trace that is not recorded, so that nobody further on begins to record it. */
export function traceparentOf({
  traceId,
  spanId,
  traceFlags,
}: {
  traceId: string
  spanId: string
  traceFlags: number
}) {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

/** A context that continues the trace of a `traceparent`; a new one where there is none that can be read. */
export function continuing(traceparent: string | undefined): Context {
  const span = traceparent === undefined ? null : parseTraceParent(traceparent)
  return span === null || !isSpanContextValid(span)
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { ...span, isRemote: true })
}

/** Part of a trace of which somebody before has decided that it is not recorded. */
export function isUnrecorded(from: Context) {
  const span = trace.getSpanContext(from)
  return span !== undefined && (span.traceFlags & TraceFlags.SAMPLED) === 0
}

const summaries = new Map<string, string>()
const mostTables = 4

/** `select carts`, or what a statement writes: `update orders, insert timeline, insert platform.feed`. */
export function summaryOf(text: string): string {
  let summary = summaries.get(text)
  if (summary === undefined) {
    const verbs = text.matchAll(/\b(insert into|(?<!for |do |key )update|delete from|truncate) ([a-z_][\w.]*)/g)
    const writes = [...verbs].map(([, verb, table]) => `${verb?.split(' ')[0]} ${table}`)
    const read = /\bfrom ([a-z_][\w.]*)/.exec(text)?.[1]
    const first = /^\s*(\w+)/.exec(text)?.[1] ?? 'statement'
    const parts = writes.length > 0 ? [...new Set(writes)] : [read === undefined ? first : `select ${read}`]
    summary = parts.slice(0, mostTables).join(', ')
    summaries.set(text, summary)
  }
  return summary
}

/**
 * Traces: a span for each request, call, statement, consumed event and turn of a job, in W3C's context from the gateway to the
 * last consumer. Where nobody collects them nothing is recorded.
 */
import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { Answer, Send } from './call.ts'
import { type Environment, flag, number, optionalUrl, readConfig, text } from './config.ts'
import type { Log } from './log.ts'
import { samplerNamed } from './sampler-names.ts'
import { forRequest } from './scope.ts'
import type { Sampling, SpanExport } from './span-export.ts'
import { continuing, isUnrecorded, runSpan, traceparentOf, unrecordedTrace, within } from './spans.ts'

const settings = {
  endpoint: optionalUrl('OTEL_EXPORTER_OTLP_ENDPOINT', 'the collector of traces; without it nothing is recorded'),
  traces: optionalUrl('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'the whole address for traces, where it is another one'),
  sampler: text('OTEL_TRACES_SAMPLER', 'which traces are recorded', 'parentbased_traceidratio'),
  share: number('OTEL_TRACES_SAMPLER_ARG', 'the share of traces that is recorded, from 0 to 1', 0.1),
  disabled: flag('OTEL_SDK_DISABLED', 'true records nothing in spite of an endpoint', false),
}

export type Tracing = {
  of(service: string): Spans
  /** Delivers what is recorded, for some seconds at most. */
  stop(): Promise<void>
}

/** What one service (or the gateway) tells of its work. */
export type Spans = {
  /** The same way into the service, each answer a span that continues the caller's trace. */
  answering(send: Send): Send
  /** The same way to its neighbours: each call a span, and the trace handed on. */
  calling(send: Send): Send
  /** False where nothing is. */
  isRecording: boolean
  /** A request from outside, which continues the trace it comes with or begins one. */
  request(incoming: Incoming): OpenRequest
  /** The effect of an event, in the trace in which it was told. */
  consuming<T>(event: Consumed, work: () => Promise<T>): Promise<T>
  /** A turn of a job; told only if something was done or failed. @param work tells how many things it did */
  turn(job: string, work: () => Promise<number>): Promise<number>
}

type Incoming = { method: string; route: string; requestId: string; traceparent: string | undefined }
type Consumed = { id: string; type: string; source: string; traceparent?: string | undefined }
type OpenRequest = { run<T>(work: () => T): T; end(status: number): void }

/** @throws where OTEL_TRACES_SAMPLER or its argument cannot be used */
export async function createTracing(environment: Environment, log: Log): Promise<Tracing> {
  const { endpoint, traces, sampler, share, disabled } = readConfig(settings, environment)
  const samplerName = samplerNamed(sampler)
  if (share > 1) throw new Error(`OTEL_TRACES_SAMPLER_ARG is ${share}: use a share from 0 to 1`)
  const url = traces ?? (endpoint === undefined ? undefined : `${endpoint.replace(/\/$/, '')}/v1/traces`)
  if (url === undefined || disabled) return untraced
  // Who records nothing does without what recording needs: a process begins sooner, and is smaller.
  const { openSpanExport, samplers } = await import('./span-export.ts')
  const sampling = samplers[samplerName](share)
  const spanExport = openSpanExport({ url, sampler: sampling.sampler, log })
  return { of: (service) => recording(spanExport, service, sampling), stop: () => spanExport.stop() }
}

/** Records nothing; the id of a request is known to what is logged all the same. */
const unrecorded: Spans = {
  isRecording: false,
  answering: (send) => (request) =>
    context.with(forRequest(request.requestId, context.active()), send, undefined, request),
  calling: (send) => send,
  request: () => ({ run: (work) => work(), end() {} }),
  consuming: (_event, work) => work(),
  turn: (_job, work) => work(),
}
export const untraced: Tracing = { of: () => unrecorded, stop: async () => {} }

function recording(spanExport: SpanExport, service: string, { begins }: Sampling): Spans {
  const tracer = spanExport.tracerOf(service)
  const contextOf = (traceparent?: string) =>
    continuing(traceparent) ?? (begins === undefined || begins() ? ROOT_CONTEXT : unrecordedTrace)
  const isLeftOut = (from: Context) => begins !== undefined && isUnrecorded(from)
  return {
    isRecording: true,
    answering: (send) => (request) => {
      // Waiting for events is not work.
      if (request.operation === 'readEvents') return send(request)
      const from = forRequest(request.requestId, contextOf(request.traceparent))
      if (isLeftOut(from)) return context.with(from, send, undefined, request)
      const attributes = { ...attributesOf(request), 'souk.request_id': request.requestId }
      return answered(tracer, { kind: SpanKind.SERVER, attributes }, from, request, send)
    },
    calling: (send) => (request) => {
      const now = context.active()
      const span = trace.getSpan(now)
      if (span === undefined) return send(request)
      if (!span.isRecording()) return send({ ...request, traceparent: traceparentOf(span.spanContext()) })
      return answered(tracer, { kind: SpanKind.CLIENT, attributes: attributesOf(request) }, now, request, send)
    },
    request(incoming) {
      const from = contextOf(incoming.traceparent)
      if (isLeftOut(from)) return { run: (work) => context.with(from, work), end() {} }
      return openRequest(tracer, incoming, forRequest(incoming.requestId, from))
    },
    consuming(event, work) {
      const from = continuing(event.traceparent)
      if (from === undefined) return work()
      const attributes = {
        'messaging.system': 'souk',
        'messaging.operation.type': 'process',
        'messaging.destination.name': event.source,
        'messaging.message.id': event.id,
      }
      return runSpan(tracer, `process ${event.type}`, { kind: SpanKind.CONSUMER, attributes }, from, work)
    },
    turn(job, work) {
      const from = contextOf()
      if (isLeftOut(from)) return context.with(from, work)
      let settle = (_isWorthTelling: boolean) => {}
      const options = { kind: SpanKind.INTERNAL, attributes: { 'souk.job': job } }
      let isWorthTelling = true
      return runSpan(tracer, `job ${job}`, options, from, async (span) => {
        if (span.isRecording()) settle = spanExport.hold(span.spanContext().traceId)
        const done = await work()
        span.setAttribute('souk.done', done)
        isWorthTelling = done > 0
        return done
      }).finally(() => settle(isWorthTelling))
    },
  }
}

type Asked = Parameters<Send>[0]

function attributesOf({ service, operation }: Asked): Attributes {
  return { 'rpc.system.name': 'souk', 'rpc.service': service, 'rpc.method': operation }
}

function answered(
  tracer: Tracer,
  options: { kind: SpanKind; attributes: Attributes },
  from: Context,
  request: Asked,
  send: Send,
): Promise<Answer> {
  return runSpan(tracer, `${request.service}.${request.operation}`, options, from, async (span) => {
    const answer = await send({ ...request, traceparent: traceparentOf(span.spanContext()) })
    span.setAttribute('http.response.status_code', answer.status)
    if (answer.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    return answer
  })
}

function openRequest(tracer: Tracer, { method, route, requestId }: Incoming, from: Context): OpenRequest {
  const attributes = { 'http.request.method': method, 'http.route': route, 'souk.request_id': requestId }
  const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, from)
  const inside = within(tracer, span, from)
  return {
    run: (work) => context.with(inside, work),
    end(status) {
      span.setAttribute('http.response.status_code', status)
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

/** Where spans go: by OTLP over HTTP, in batches. What cannot be delivered is dropped, and one line tells of it. */
import { randomUUID } from 'node:crypto'
import type { Tracer } from '@opentelemetry/api'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Log } from './log.ts'
import type { SamplerName } from './sampler-names.ts'

/** Which spans are recorded. @property begins where the decision is made once for a whole trace: whether a new one is recorded */
export type Sampling = { sampler: Sampler; begins?: () => boolean }

/** The names of OTEL_TRACES_SAMPLER; `share` is OTEL_TRACES_SAMPLER_ARG, from 0 to 1. */
export const samplers: Record<SamplerName, (share: number) => Sampling> = {
  always_on: () => ({ sampler: new AlwaysOnSampler() }),
  always_off: () => ({ sampler: new AlwaysOffSampler() }),
  traceidratio: (share) => ({ sampler: new TraceIdRatioBasedSampler(share) }),
  parentbased_always_on: () => byParent(() => true),
  parentbased_always_off: () => byParent(() => false),
  parentbased_traceidratio: (share) => byParent(() => Math.random() < share),
}

/**
 * Whether a trace is recorded is decided where it begins, before anything is made for it: of most there is nothing but the
 * decision, which is handed on.
 */
function byParent(begins: () => boolean): Sampling {
  return { sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }), begins }
}

/** Spans waiting to be sent, at most; more are dropped. */
const mostWaiting = 8_192
const batch = 1_024
/** Milliseconds between batches that are not full. */
const pause = 1_000
/** How long one delivery may take, and how long a process that stops waits for the last one, in milliseconds. */
const deliveryTime = 2_000
const lastDeliveryTime = 3_000
/** Spans of a trace of which it is not known yet whether it is worth telling. */
const mostHeld = 500

export type SpanExport = {
  /** Each service of this process has spans under its own name. */
  tracerOf(service: string): Tracer
  /** Holds a trace's spans of this process back until it is known whether they are worth telling. */
  hold(traceId: string): (isWorthTelling: boolean) => void
  stop(): Promise<void>
}

export function openSpanExport(options: { url: string; sampler: Sampler; log: Log }): SpanExport {
  const exporter = toldOnce(new OTLPTraceExporter({ url: options.url, timeoutMillis: deliveryTime }), options)
  const batches = new BatchSpanProcessor({
    exporter,
    maxQueueSize: mostWaiting,
    maxExportBatchSize: batch,
    scheduledDelayMillis: pause,
    exportTimeoutMillis: 2 * deliveryTime,
  })
  const held = new Map<string, ReadableSpan[]>()
  const processor: SpanProcessor = {
    onStart() {},
    onEnd(span) {
      const waiting = held.get(span.spanContext().traceId)
      if (waiting === undefined) batches.onEnd(span)
      else if (waiting.length < mostHeld) waiting.push(span)
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  }
  const common = defaultResource()
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes({ 'service.namespace': 'souk', 'service.instance.id': randomUUID() }))
  return {
    tracerOf(service) {
      const resource = common.merge(resourceFromAttributes({ 'service.name': service }))
      return new TracerProvider({ resource, sampler: options.sampler, spanProcessors: [processor] }).getTracer('souk')
    },
    hold(traceId) {
      const spans: ReadableSpan[] = []
      held.set(traceId, spans)
      return (isWorthTelling) => {
        held.delete(traceId)
        if (isWorthTelling) for (const span of spans) batches.onEnd(span)
      }
    },
    stop: () =>
      Promise.race([
        processor.shutdown().catch(() => {}),
        new Promise<void>((resolve) => setTimeout(resolve, lastDeliveryTime).unref()),
      ]),
  }
}

/** Tells once that a collector is away, and once that it is there again. */
function toldOnce(exporter: SpanExporter, { url, log }: { url: string; log: Log }): SpanExporter {
  let isAway = false
  return {
    export(spans, done) {
      exporter.export(spans, ({ code, error }: ExportResult) => {
        const failed = code !== ExportResultCode.SUCCESS
        if (failed && !isAway) log.warn({ err: error, collector: url }, 'traces cannot be delivered, and are dropped')
        if (!failed && isAway) log.info({ collector: url }, 'traces are delivered again')
        isAway = failed
        done({ code: ExportResultCode.SUCCESS })
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}

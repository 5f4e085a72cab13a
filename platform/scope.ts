/** What is being worked on right now, along every `await`: the request and the span. */
import { type Context, context, createContextKey, isSpanContextValid, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'

context.setGlobalContextManager(new AsyncLocalStorageContextManager())
const requestKey = createContextKey('souk.request-id')

/** The context that is given, with a request's id in it. */
export function forRequest(requestId: string, from: Context): Context {
  return from.setValue(requestKey, requestId)
}

/** What makes a line of a log findable: the ids of the request and of the span in which it is written. */
export function currentIds(): { requestId?: string; traceId?: string; spanId?: string } {
  const now = context.active()
  const requestId = now.getValue(requestKey) as string | undefined
  const span = trace.getSpanContext(now)
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(span === undefined || !isSpanContextValid(span) ? {} : { traceId: span.traceId, spanId: span.spanId }),
  }
}

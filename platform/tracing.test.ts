import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import type { Answer, Request, Send } from './call.ts'
import { startCollector } from './collector.testing.ts'
import { createLog } from './log.ts'
import { currentIds } from './scope.ts'
import { currentTraceparent, inSpan, inStatementSpan, summaryOf } from './spans.ts'
import { createTracing, type untraced } from './tracing.ts'

const collector = await startCollector()
after(() => collector.close())
const silent = createLog('silent')
const always = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER: 'always_on' }
const trace = 'a'.repeat(32)
const ok: Answer = { status: 200, body: null, headers: {} }
const request = (traceparent?: string): Request => ({
  ...{ service: 'till', operation: 'pay', requestId: 'request-1', deadline: Date.now() + 1_000, traceparent },
  ...{ params: {}, query: {}, body: undefined, caller: { kind: 'anonymous' }, idempotencyKey: undefined },
  ...{ ifMatch: undefined, session: undefined, address: undefined },
})

/** What was delivered of the work that is given. */
async function delivered(
  environment: Record<string, string>,
  work: (till: ReturnType<typeof untraced.of>) => Promise<unknown>,
) {
  const tracing = await createTracing(environment, silent)
  const before = collector.spans.length
  await work(tracing.of('till-service')).catch(() => {})
  await tracing.stop()
  return collector.spans.slice(before)
}

test('Each service of a process tells its spans under its own name, and a trace goes on from one to the next.', async () => {
  const tracing = await createTracing(always, silent)
  const [till, shelf] = [tracing.of('till-service'), tracing.of('shelf-service')]
  let ids: ReturnType<typeof currentIds> = {}
  const atShelf = shelf.answering(async () => {
    ids = currentIds()
    return inStatementSpan({ text: 'update stock set n = $1' } as never, async () => ok)
  })
  const toShelf = till.calling(atShelf)
  await till.answering(() => toShelf({ ...request(), service: 'shelf', operation: 'take' }))(
    request(`00-${trace}-00000000000000ff-01`),
  )
  await tracing.stop()
  const told = collector.spans.map(({ service, name, kind }) => `${service} ${name} ${kind}`)
  assert.deepEqual(told, [
    'shelf-service update stock 3',
    'shelf-service shelf.take 2',
    'till-service shelf.take 3',
    'till-service till.pay 2',
  ])
  const [statement, taken, asked, paid] = collector.spans
  assert.ok(collector.spans.every(({ traceId }) => traceId === trace))
  assert.deepEqual(
    [statement?.parentSpanId, taken?.parentSpanId, asked?.parentSpanId, paid?.parentSpanId],
    [taken?.spanId, asked?.spanId, paid?.spanId, '00000000000000ff'],
  )
  assert.deepEqual(ids, { requestId: 'request-1', traceId: trace, spanId: taken?.spanId })
})

test('A trace that somebody before chose not to record is handed on unrecorded.', async () => {
  const unsampled = `00-${trace}-00000000000000ff-00`
  let handedOn: string | undefined
  const spans = await delivered(
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER: 'parentbased_always_on' },
    async (till) => {
      const send: Send = async ({ traceparent }) => {
        handedOn = traceparent
        assert.equal(currentTraceparent(), undefined)
        return ok
      }
      await till.answering(() => till.calling(send)(request()))(request(unsampled))
    },
  )
  assert.deepEqual(spans, [])
  assert.match(handedOn ?? '', new RegExp(`^00-${trace}-[0-9a-f]{16}-00$`))
})

test('A turn of a job is told where it did something or failed, with all that it did; one that found nothing is not.', async () => {
  const step = (done: number) => inSpan('step', {}, async () => done)
  const spans = await delivered(always, async (till) => {
    await till.turn('idle', () => step(0))
    await till.turn('busy', () => step(2))
    await till.turn('broken', () => Promise.reject(new Error('it broke for ada@souk.example')))
  })
  assert.deepEqual(
    spans.map(({ name, status }) => `${name} ${status}`),
    ['step 0', 'job busy 0', 'job broken 2'],
  )
  assert.ok(!collector.texts.join().includes('ada@'))
})

test('Without a collector nothing is recorded, and requests are known to the log all the same.', async () => {
  const till = (await createTracing({}, silent)).of('till-service')
  let ids = {}
  await till.answering(async () => {
    ids = currentIds()
    return inSpan('step', {}, async () => ok)
  })(request())
  assert.deepEqual(ids, { requestId: 'request-1' })
})

test('A collector that is away costs one line in the log, and no more time at the end than is allowed.', async () => {
  const taken = createServer()
  await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready))
  const { port } = taken.address() as AddressInfo
  await new Promise((closed) => taken.close(closed))
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) })
  const tracing = await createTracing({ ...always, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }, log)
  const till = tracing.of('till-service')
  for (let turn = 0; turn < 3_000; turn++) await till.answering(async () => ok)(request())
  await tracing.stop()
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).msg),
    ['traces cannot be delivered, and are dropped'],
  )
})

test('A sampler that nobody knows, and a share that is none, are refused in words.', async () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
  await assert.rejects(createTracing({ ...endpoint, OTEL_TRACES_SAMPLER: 'some' }, silent), /use one of always_on/)
  await assert.rejects(
    createTracing({ OTEL_TRACES_SAMPLER: 'some' }, silent),
    /use one of always_on/,
    'without one too',
  )
  await assert.rejects(createTracing({ ...endpoint, OTEL_TRACES_SAMPLER_ARG: '10' }, silent), /from 0 to 1/)
  await assert.rejects(
    createTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, silent),
    /OTEL_EXPORTER_OTLP_ENDPOINT/,
  )
})

test('A statement is told by what it does to which tables.', () => {
  assert.equal(summaryOf('select id from carts where id = $1'), 'select carts')
  assert.equal(
    summaryOf('with a as (update stock set n = 1 returning id) insert into platform.feed (type) select 1 from a'),
    'update stock, insert platform.feed',
  )
  assert.equal(summaryOf('select 1'), 'select')
})

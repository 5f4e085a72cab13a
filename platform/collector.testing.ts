/** A collector of traces for tests: keeps what it is sent by OTLP over HTTP. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type CollectedSpan = {
  service: string
  name: string
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  kind: number
  /** 2 where it failed. */
  status: number
  attributes: Record<string, unknown>
}

type Attribute = { key: string; value: Record<string, unknown> }
type Told = {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: {
      spans: (Omit<CollectedSpan, 'attributes' | 'status'> & { attributes: Attribute[]; status: { code: number } })[]
    }[]
  }[]
}

export type Collector = {
  url: string
  spans: CollectedSpan[]
  /** Everything that was sent, as it came. */
  texts: string[]
  close(): Promise<void>
}

export async function startCollector(port = 0): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const texts: string[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request.setEncoding('utf8')) text += piece
    texts.push(text)
    spans.push(...spansIn(JSON.parse(text)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    texts,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function spansIn({ resourceSpans }: Told): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)['service.name'])
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, traceId, spanId, parentSpanId, kind, status, attributes }) => {
        const told = { service, name, traceId, spanId, parentSpanId: parentSpanId || undefined, kind }
        return { ...told, status: status.code, attributes: valuesOf(attributes) }
      }),
    )
  })
}

function valuesOf(attributes: readonly Attribute[]) {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}

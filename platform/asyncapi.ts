/** AsyncAPI 3.0 from contracts and consumers: which events travel, where in NATS, who sends and who receives them. */
import type { TSchema } from 'typebox'
import { FeedEvent } from './events/feed.ts'
import { maximalAge, partitions, sourceSubject } from './events/stream.ts'
import { lift } from './openapi.ts'
import type { AnyService } from './service.ts'

type Json = Record<string, unknown>

export function asyncApi(services: readonly Pick<AnyService, 'contract' | 'consumers'>[]) {
  const schemas: Record<string, Json> = {}
  const [channels, messages, operations]: [Json, Json, Json] = [{}, {}, {}]
  for (const { contract } of services) {
    for (const [type, data] of Object.entries(contract.events)) {
      messages[type] = messageOf(contract.name, type, data, schemas)
      channels[type] = {
        address: sourceSubject({ prefix: 'souk' }, contract.name, '{partition}', type),
        messages: { event: { $ref: `#/components/messages/${type}` } },
        parameters: { partition: { $ref: '#/components/parameters/partition' } },
      }
      operations[`${contract.name}-sends-${type}`] = operationOf('send', type, contract.name)
    }
  }
  for (const { contract, consumers } of services)
    for (const { type } of consumers)
      operations[`${contract.name}-receives-${type}`] = operationOf('receive', type, contract.name)
  return {
    asyncapi: '3.0.0',
    info: { title: 'Souk: events between services', version: '1', description },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      nats: {
        host: 'localhost:4222',
        protocol: 'nats',
        description: 'NATS JetStream, where SOUK_NATS_URL says that it is',
      },
    },
    channels,
    operations,
    components: { messages, schemas, parameters: { partition } },
  }
}

const description = [
  'Every event lies in the feed of the service that tells of it (`GET /events`) and, where SOUK_NATS_URL is set, in the stream',
  '`souk-<source>` as well, for',
  `${maximalAge / 86_400_000} days: a CloudEvent in structured mode, deduplicated by its id. Events with the same subject come in order.`,
  'An event may come twice.',
].join(' ')

const partition = {
  description: 'by the event’s subject, which is its key',
  enum: Array.from({ length: partitions }, (_, index) => String(index)),
}

function messageOf(source: string, type: string, data: TSchema, schemas: Record<string, Json>): Json {
  const { specversion, id, subject, time, datacontenttype, position } = FeedEvent.properties
  const properties = {
    ...{ specversion, id, source: { const: source }, type: { const: type }, subject, time, datacontenttype, position },
    previous: { type: 'string', description: 'the position of the event before it in the feed' },
    previousinpartition: {
      type: 'string',
      description: 'no event of the partition stands between this position and its own',
    },
    data,
  }
  const payload = lift({ type: 'object', required: Object.keys(properties), properties }, schemas)
  return { name: type, title: type, contentType: 'application/cloudevents+json', payload }
}

function operationOf(action: 'send' | 'receive', type: string, service: string): Json {
  const channel = `#/channels/${type}`
  return {
    action,
    channel: { $ref: channel },
    messages: [{ $ref: `${channel}/messages/event` }],
    tags: [{ name: `${service}-service` }],
  }
}

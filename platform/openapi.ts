/** OpenAPI 3.1 from contracts: schemas with a title become components, so each shape is described once. */
import type { TSchema } from 'typebox'
import { holdsFor } from './auth.ts'
import { statusOfCode } from './errors.ts'
import type { Route } from './http.ts'

type Json = Record<string, unknown>
export type ApiParameter = { name: string; in: string; required: boolean; description?: string; schema: Json }
export type ApiOperation = {
  operationId: string
  tags: string[]
  summary: string
  description: string
  security: Json[]
  parameters: ApiParameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>
}
export type OpenApi = {
  openapi: '3.1.0'
  info: Json
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, ApiOperation>>
  components: { schemas: Record<string, Json>; securitySchemes: Json }
}

export function openApi(routes: readonly Route[], prefix: string): OpenApi {
  const schemas: Record<string, Json> = { Problem: problemSchema }
  const paths: OpenApi['paths'] = {}
  for (const route of routes) {
    const path = route.operation.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.operation.method.toLowerCase()] = describe(route, schemas)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Souk',
      version: '1',
      description: 'The public API of the shop. Errors are application/problem+json (RFC 9457): compare `reason`.',
    },
    servers: [{ url: prefix }],
    tags: [
      ...new Map(
        routes.map(({ contract }) => [contract.name, { name: contract.name, description: contract.description }]),
      ).values(),
    ],
    paths,
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  }
}

function describe({ contract, name, operation }: Route, schemas: Record<string, Json>): ApiOperation {
  const required = new Set((operation.query as { required?: string[] }).required ?? [])
  const parameters: ApiParameter[] = [
    ...Object.entries(operation.params).map(([key, schema]) => parameter('path', key, true, lift(schema, schemas))),
    ...Object.entries(operation.query.properties).map(([key, schema]) =>
      parameter('query', key, required.has(key), lift(schema, schemas)),
    ),
  ]
  if (operation.rawBody !== undefined)
    parameters.push({
      ...parameter('header', operation.rawBody.signature, true, { type: 'string' }),
      description: 'Whoever sends the body has signed it, byte for byte.',
    })
  else if (operation.repeat !== 'safe' && operation.method === 'POST')
    parameters.push({
      ...parameter('header', 'Idempotency-Key', operation.keyRequired, { type: 'string', maxLength: 255 }),
      description: 'The same key with the same body has no second effect; with another body: 422 key_reused.',
    })
  return {
    operationId: name,
    tags: [contract.name],
    summary: operation.summary,
    description: `For ${operation.access.map(holdsFor).join(', or ')}.`,
    security: operation.access.includes('public') ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters,
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: bodyOf(operation, schemas) } } },
        }),
    responses: responsesOf(operation, schemas),
  }
}

function bodyOf({ rawBody, body }: Route['operation'], schemas: Record<string, Json>): Json {
  return rawBody === undefined ? lift(body, schemas) : { type: 'object' }
}

function parameter(place: string, name: string, required: boolean, schema: Json): ApiParameter {
  const { description } = schema as { description?: string }
  return { name, in: place, required, schema, ...(description === undefined ? {} : { description }) }
}

function responsesOf(operation: Route['operation'], schemas: Record<string, Json>) {
  const responses: ApiOperation['responses'] = {}
  for (const status of operation.statuses)
    responses[status] = {
      description: status === 202 ? 'Accepted: it is not decided yet; ask again' : operation.summary,
      ...(operation.returns === undefined ? {} : { content: contentOf(operation, schemas) }),
    }
  const reasons = new Map<number, string[]>()
  for (const [reason, { code, description }] of Object.entries(operation.errors)) {
    const status = statusOfCode[code]
    reasons.set(status, [
      ...(reasons.get(status) ?? []),
      description === undefined ? `\`${reason}\`` : `\`${reason}\`: ${description}`,
    ])
  }
  const add = (status: number, text: string) => {
    if (!reasons.has(status)) reasons.set(status, [text])
  }
  if (Object.keys(operation.params).length + Object.keys(operation.query.properties).length > 0 || operation.body)
    add(400, '`invalid_input`')
  if (!operation.access.includes('public')) {
    add(401, '`not_signed_in`')
    add(403, '`not_allowed`')
  }
  if (Object.keys(operation.params).length > 0) add(404, '`not_found`')
  if (operation.repeat === 'stored') add(422, '`key_reused`')
  for (const [status, texts] of [...reasons].sort(([a], [b]) => a - b))
    responses[status] = {
      description: texts.join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  return responses
}

function contentOf(operation: Route['operation'], schemas: Record<string, Json>) {
  if (operation.bytes) return { 'image/*': { schema: { type: 'string', format: 'binary' } } }
  return { 'application/json': { schema: lift(operation.returns as TSchema, schemas) } }
}

/** Moves titled schemas into components and refers to them; rewrites recursive references. */
export function lift(schema: unknown, schemas: Record<string, Json>): Json {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    const { $id, $ref, ...rest } = node as Json & { $id?: string; $ref?: string; title?: string }
    if (typeof $ref === 'string') return { $ref: `#/components/schemas/${$ref}` }
    const name = $id ?? (rest.title as string | undefined)
    const walked = () => Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, walk(value)]))
    if (name === undefined) return walked()
    if (schemas[name] === undefined) {
      schemas[name] = {}
      schemas[name] = walked()
    }
    return { $ref: `#/components/schemas/${name}` }
  }
  return walk(JSON.parse(JSON.stringify(schema))) as Json
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'reason', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(statusOfCode) },
    reason: { type: 'string', description: 'what programs compare' },
    detail: { type: 'string', description: 'for people: what to do' },
    requestId: { type: 'string' },
    details: { description: 'as the operation declares for the reason' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    retryAfter: { type: 'number', description: 'seconds' },
  },
}

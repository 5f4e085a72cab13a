import type { ApiOperation, OpenApi } from '@souk/platform/openapi.ts'
import { escapeHtml, frame } from './page-frame.ts'

type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: string[]
  items?: Schema
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
}

/** The API for people to read, made from its description: no script, one page, every operation and shape. */
export function docsPage(api: OpenApi) {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const sections = api.tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name))
    return `<h2 id="${name}">${escapeHtml(name)}</h2><p class="quiet">${escapeHtml(description)}</p>
      ${own.map(({ method, path, operation }) => operationCard(method, api.servers[0]?.url + path, operation)).join('')}`
  })
  const shapes = Object.entries(api.components.schemas)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([name, schema]) =>
        `<details id="schema-${name}"><summary><strong>${name}</strong></summary>${shape(schema as Schema)}</details>`,
    )
  return frame(
    'API',
    `<h1>Souk: the API</h1>
    <p>Requests and answers are JSON. Errors are <code>application/problem+json</code>: compare <code>reason</code>, show
    <code>detail</code>. Money is an integer of minor units with its currency. Sign in with <code>POST /sessions</code> and
    send <code>Authorization: Bearer</code>. Programs read <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
    <nav>${api.tags.map(({ name }) => `<a href="#${name}">${name}</a>`).join('')}<a href="#shapes">shapes</a></nav>
    ${sections.join('')}<h2 id="shapes">Shapes</h2>${shapes.join('')}`,
  )
}

function operationCard(method: string, path: string, operation: ApiOperation) {
  const body = operation.requestBody?.content['application/json']?.schema
  const parameters = operation.parameters.map(({ name, in: place, required, schema, description }) =>
    row(name, `${typeOf(schema as Schema)} <span class="quiet">in ${place}</span>`, required, description),
  )
  const answers = Object.entries(operation.responses).map(([status, { description, content }]) => {
    const schema = Object.entries(content ?? {})[0]
    const what = schema === undefined || Number(status) >= 400 ? '' : typeOf(schema[1].schema as Schema)
    return `<tr><td><code>${status}</code></td><td>${what}</td><td>${words(description)}</td></tr>`
  })
  return `<details id="${operation.operationId}"><summary><code>${method}</code><code>${escapeHtml(path)}</code>
    <span class="quiet">${words(operation.summary)}</span></summary>
    <p class="quiet">${escapeHtml(operation.description)}</p>
    ${parameters.length === 0 ? '' : `<h3>Parameters</h3>${table(parameters)}`}
    ${body === undefined ? '' : `<h3>Body</h3>${body.$ref === undefined ? shape(body as Schema) : typeOf(body as Schema)}`}
    <h3>Answers</h3><table>${answers.join('')}</table></details>`
}

function table(rows: string[]) {
  return `<table><tr><th>name</th><th>type</th><th></th></tr>${rows.join('')}</table>`
}

function row(name: string, type: string, required: boolean, description = '') {
  return `<tr><td><code>${escapeHtml(name)}</code>${required ? '' : ' <span class="quiet">optional</span>'}</td><td>${type}</td><td class="quiet">${words(description)}</td></tr>`
}

function shape(schema: Schema): string {
  if (schema.properties === undefined) return `<p>${typeOf(schema)}</p>`
  const required = new Set(schema.required ?? [])
  const rows = Object.entries(schema.properties).map(([name, inner]) =>
    row(name, typeOf(inner), required.has(name), inner.description),
  )
  return table(rows)
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return `<a href="#schema-${name}">${name}</a>`
  }
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' | ')
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ')
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`
  if (schema.properties !== undefined)
    return `{ ${Object.entries(schema.properties)
      .map(([name, inner]) => `${escapeHtml(name)}: ${typeOf(inner)}`)
      .join(', ')} }`
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything')
  const bounds = [
    schema.format,
    schema.minimum === undefined ? undefined : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? undefined : `≤ ${schema.maximum}`,
    schema.maxLength === undefined ? undefined : `at most ${schema.maxLength} characters`,
  ].filter((bound) => bound !== undefined)
  return escapeHtml(bounds.length === 0 ? type : `${type} (${bounds.join(', ')})`)
}

/** `code` in backticks. */
function words(text: string) {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

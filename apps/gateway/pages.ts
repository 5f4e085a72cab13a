/** What the gateway shows besides the API: its description, for programs and for people, and the developers' mailbox. */
import { notification } from '@souk/contracts/notification.ts'
import type { Send } from '@souk/platform/call.ts'
import { clientsOf } from '@souk/platform/client.ts'
import type { Route } from '@souk/platform/http.ts'
import { openApi } from '@souk/platform/openapi.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { docsPage } from './docs-page.ts'
import { mailPage } from './mail-page.ts'

export function addPages(
  app: FastifyInstance,
  options: { routes: readonly Route[]; prefix: string; send: Send; development: boolean },
) {
  const description = openApi(options.routes, options.prefix)
  const json = JSON.stringify(description)
  const docs = docsPage(description)
  app.get(`${options.prefix}/openapi.json`, (_request, reply) => reply.type('application/json').send(json))
  app.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(docs))
  if (!options.development) return
  const mails = clientsOf(notification, options.send)
  app.get<{ Querystring: { to?: string } }>('/dev/mail', async (request, reply) => {
    if (!isFromThisMachine(request)) return reply.callNotFound()
    const { query, headers, id } = request
    const trail = { requestId: id, deadline: Date.now() + 5_000 }
    const { items } = await mails({ caller: { kind: 'service', name: 'gateway' }, trail }).readMailbox(
      query.to === undefined ? {} : { to: query.to },
    )
    reply.header('cache-control', 'no-store')
    if (headers.accept?.includes('text/html')) return reply.type('text/html; charset=utf-8').send(mailPage(items))
    return { items }
  })
}

/**
 * Letters hold links that open accounts: they are for whoever sits at this machine. The connection tells, and never a
 * header, which anybody can write; what came through a proxy came from elsewhere.
 */
function isFromThisMachine({ raw, headers }: FastifyRequest) {
  const isNear = /^(127\.|::1$|::ffff:127\.)/.test(raw.socket.remoteAddress ?? '')
  return isNear && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
}

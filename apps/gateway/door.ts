/** The way in from outside, the same for the API and for the storefront's pages: who calls, how often, and whether the answer is known already. */
import { user } from '@souk/contracts/user.ts'
import type { Answer, Request, Send } from '@souk/platform/call.ts'
import { clientsOf, withinDeadline } from '@souk/platform/client.ts'
import type { Operation } from '@souk/platform/contract.ts'
import { fail } from '@souk/platform/errors.ts'
import type { Route } from '@souk/platform/http.ts'
import type { FastifyRequest } from 'fastify'
import { answerCache } from './cache.ts'
import { encodingFor } from './compression.ts'
import { identify, type Visitor, visitorOf } from './identity.ts'

/** What ends sessions of others than who asks for it, or changes what they may do. */
const endsOthers = new Set(['resetPassword', 'changePassword', 'deleteMe', 'revokeSession', 'setPermissions'])

/** Refuses who asks too often. */
export type Limit = (incoming: FastifyRequest, route: Route) => Promise<void>

export type Door = ReturnType<typeof openDoor>

export function openDoor(options: { send: Send; routes: readonly Route[]; limit: Limit }) {
  const { send, limit } = options
  const identityOf = identify(clientsOf(user, send))
  const cache = answerCache()
  const routes = new Map(options.routes.map((route) => [nameOf(route.contract.name, route.name), route]))

  async function pass(request: Request, visitor: Visitor, operation: Operation): Promise<Answer> {
    const identity = await identityOf(visitor, request)
    request.caller = identity.caller
    request.session = visitor.cookie
    const answer = await withinDeadline(send(request), request.deadline, request.service)
    if (operation.method !== 'GET' && answer.status < 400) {
      cache.forget(request.service)
      if (request.service === user.name) identity.forget({ everybody: endsOthers.has(request.operation) })
    }
    return answer
  }

  return {
    /** A request to the API, as it came. */
    async enter(request: Request, incoming: FastifyRequest, route: Route): Promise<Answer> {
      const { operation } = route
      if (operation.limit !== undefined) await limit(incoming, route)
      if (operation.cache === undefined || incoming.headers.authorization !== undefined)
        return pass(request, visitorOf(incoming), operation)
      const reader = {
        ifNoneMatch: incoming.headers['if-none-match'],
        encoding: encodingFor(incoming.headers['accept-encoding']),
      }
      const ask = () => withinDeadline(send(request), request.deadline, request.service)
      return cache.answer(request.service, operation.cache, incoming.url, reader, ask)
    },

    /**
     * The way to the services for a page that somebody asks for: what that person could do at the API, no more. A session
     * that begins on the way counts for what follows.
     */
    wayFor(incoming: FastifyRequest): Send {
      const visitor = visitorOf(incoming)
      return async (request) => {
        const route = routes.get(nameOf(request.service, request.operation))
        if (route === undefined) throw fail('not_allowed', `${request.service}.${request.operation} is not public`)
        const { operation } = route
        const asked = { ...request, requestId: incoming.id, address: incoming.ip }
        if (operation.limit !== undefined) await limit(incoming, route)
        if (operation.cache !== undefined) {
          const key = `${request.service}.${request.operation} ${JSON.stringify([request.params, request.query])}`
          const reader = { ifNoneMatch: undefined, encoding: undefined }
          const ask = () => withinDeadline(send(asked), asked.deadline, asked.service)
          return cache.answer(request.service, operation.cache, key, reader, ask)
        }
        const answer = await pass(asked, visitor, operation)
        const cookie = /^souk_session=([^;]*)/.exec(answer.headers['set-cookie'] ?? '')
        if (cookie !== null) visitor.cookie = cookie[1] || undefined
        return answer
      }
    },

    /** Counted up by each change of this service that went through here. */
    changesOf: cache.generation,
  }
}

function nameOf(service: string, operation: string) {
  return `${service}.${operation}`
}

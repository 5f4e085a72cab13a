/** The storefront as a host sees it: files, and a function from a request to a page. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Send } from '@souk/platform/call.ts'
import { SoukError, statusOfCode, toProblem } from '@souk/platform/errors.ts'
import type { Log } from '@souk/platform/log.ts'

/** What a page is given by whoever hosts it. */
export type Visit = {
  /** The way to the services, as far as whoever asks for the page may go. */
  send: Send
  address: string
  requestId: string
}

/** @param folder what `buildStorefront` made */
export async function openStorefront(folder: string, options: { url: string; log: Log }) {
  const module = (file: string) => import(pathToFileURL(join(folder, file)).href)
  const { handler } = await module('handler.js')
  const { server } = await module('adapter-node.js')
  const report = (error: unknown, requestId: string) => options.log.error({ err: error, requestId }, 'a page failed')
  return {
    /** Below this path lie files only. */
    filesBelow: '/_app/',
    files: (request: IncomingMessage, response: ServerResponse): void => {
      handler(request, response, () => {
        response.statusCode = 404
        response.end()
      })
    },
    page: (request: Request, visit: Visit): Promise<Response> =>
      server.respond(request, {
        platform: { visit: { ...visit, send: answering(visit) }, report, url: options.url },
        getClientAddress: () => visit.address,
      }),
  }
}

/**
 * What fails on the way comes to the pages as a service would answer it. They are built with a class of errors of their
 * own, and would not know ours.
 */
function answering({ send, requestId }: Visit): Send {
  return async (request) => {
    try {
      return await send(request)
    } catch (error) {
      if (!(error instanceof SoukError)) throw error
      const body = JSON.stringify(toProblem(error, requestId))
      return { status: statusOfCode[error.code], headers: { 'content-type': 'application/problem+json' }, body }
    }
  }
}

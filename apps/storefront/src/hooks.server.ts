import type { Send } from '@souk/platform/call.ts'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { languageOf } from '#lib/language.ts'
import { errorWords } from '#lib/server/error-words.ts'
import { asElements } from '#lib/server/facts.ts'
import { footerIn } from '#lib/server/frame/footer.ts'
import { shopFor } from '#lib/server/shop.ts'
import { letStripeIn } from '#lib/server/stripe-policy.ts'

/** Milliseconds: a reader waits for a page less patiently than a buyer for an order. */
const patience = { reading: 4_000, doing: 20_000 }

export const handle: Handle = async ({ event, resolve }) => {
  const { platform, request, url } = event
  if (platform === undefined) throw new Error('storefront.ts hosts these pages')
  // Cookies that services give, such as the session's, are the browser's.
  const given: string[] = []
  const send: Send = async (asked) => {
    const answer = await platform.visit.send(asked)
    const cookie = answer.headers['set-cookie']
    if (cookie !== undefined) given.push(cookie)
    return answer
  }
  const language = languageOf(url.pathname)
  event.locals.language = language
  event.locals.origin = platform.url
  event.locals.facts = []
  event.locals.shop = shopFor(
    send,
    platform.visit.requestId,
    request.method === 'GET' ? patience.reading : patience.doing,
  )
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%language%', language)
        .replace('%footer%', () => footerIn(language))
        .replace('</head>', () => `${asElements(event.locals.facts)}</head>`),
    preload: ({ type }) => type === 'js' || type === 'css' || type === 'font',
  })
  if (event.locals.letsStripeIn === true) letStripeIn(response.headers)
  for (const cookie of given) response.headers.append('set-cookie', cookie)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
  return response
}

export const handleError: HandleServerError = ({ kind, error, event }) => {
  const requestId = event.platform?.visit.requestId ?? ''
  if (kind === 'unknown') event.platform?.report(error, requestId)
  const status = kind === 'unknown' ? 500 : error.status
  return { requestId, words: errorWords(status, languageOf(event.url.pathname)) }
}

/** Said with every answer, to keep browsers and the people in front of them safe. */
import type { FastifyInstance } from 'fastify'

/** An answer that needs another policy brings its own. */
const safeHeaders: Record<string, string> = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/** @param isSecure the shop is reached over HTTPS, by this listener or by a proxy in front of it */
export function keepBrowsersSafe(app: FastifyInstance, isSecure: boolean) {
  const safety = isSecure ? { ...safeHeaders, 'strict-transport-security': 'max-age=31536000' } : safeHeaders
  app.addHook('onSend', (request, reply, _payload, done) => {
    for (const name in safety) if (!reply.hasHeader(name)) reply.header(name, safety[name])
    reply.header('x-request-id', request.id)
    const cookies = reply.getHeader('set-cookie')
    // Whoever gives a cookie need not know what this listener speaks.
    if (isSecure && cookies !== undefined) {
      reply.removeHeader('set-cookie')
      reply.header(
        'set-cookie',
        [cookies].flat().map((cookie) => secured(String(cookie))),
      )
    }
    done()
  })
}

function secured(cookie: string) {
  return /;\s*secure\b/i.test(cookie) ? cookie : `${cookie}; Secure`
}

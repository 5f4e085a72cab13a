/** Stripe's own library, made to behave as the port asks: nothing is sent twice unasked, and its errors stay inside. */
import Stripe from 'stripe'
import { asLost } from './stripe-answers.ts'

/** @param timeout in milliseconds, for each request */
export function openStripeClient(options: { secretKey: string; apiUrl: string; timeout: number }) {
  const { protocol, hostname, port } = new URL(options.apiUrl)
  const isPlain = protocol === 'http:'
  return new Stripe(options.secretKey, {
    host: hostname,
    port: port || (isPlain ? 80 : 443),
    protocol: isPlain ? 'http' : 'https',
    timeout: options.timeout,
    // Whoever asks again here does so by our key, after finding out what became of the first time.
    maxNetworkRetries: 0,
    httpClient: withoutRepetition(Stripe.createNodeHttpClient()),
    telemetry: false,
  })
}

/** A connection that broke the library tries once more even so, unless it does not know the error by its code. */
function withoutRepetition(client: Stripe.HttpClient): Stripe.HttpClient {
  return {
    getClientName: () => client.getClientName(),
    makeRequest: async (...request) => {
      try {
        return await client.makeRequest(...request)
      } catch (error) {
        const { code } = error as { code?: string }
        if (code !== 'ECONNRESET' && code !== 'EPIPE') throw error
        throw new Error('the connection broke')
      }
    },
  }
}

/** Nothing of the library's errors gets out: they may hold what was sent. */
export function inOurErrors<P extends object>(provider: P): P {
  const guarded = Object.entries(provider).map(([name, call]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await call(...given)
      } catch (error) {
        throw asLost(error)
      }
    },
  ])
  return Object.fromEntries(guarded)
}

/** Texts sent small, for readers that understand it. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Answer } from '@souk/platform/call.ts'

export type Encoding = 'br' | 'gzip'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

export function encodingFor(acceptEncoding: string | string[] | undefined): Encoding | undefined {
  if (typeof acceptEncoding === 'string' && /\bbr\b(?!;\s*q=0(?:\.0*)?(?:,|$))/.test(acceptEncoding)) return 'br'
  return acceptsGzip(acceptEncoding) ? 'gzip' : undefined
}

export function acceptsGzip(acceptEncoding: string | string[] | undefined) {
  return typeof acceptEncoding === 'string' && /\bgzip\b(?!;\s*q=0(?:\.0*)?(?:,|$))/.test(acceptEncoding)
}

export function isWorthCompressing({ body, headers }: Answer) {
  if (body === null || body.length < 1_000) return false
  return /^$|json|^text\/|svg|xml|javascript/.test(headers['content-type'] ?? '')
}

/** Quick rather than smallest: what is compressed here is compressed while somebody waits. */
export async function compress(answer: Answer, encoding: Encoding): Promise<Answer> {
  const bytes = answer.body as string | Uint8Array
  const body =
    encoding === 'br'
      ? await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : await gzipped(bytes, { level: 6 })
  return { ...answer, body, headers: { ...answer.headers, 'content-encoding': encoding, vary: 'accept-encoding' } }
}

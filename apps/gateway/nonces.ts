/**
 * A page kept for many readers, each of whom gets another nonce: cut into the pieces between which the nonce stands, and
 * those compressed once. A gzip file may be put together of blocks that were compressed apart, with the nonce as it is
 * between them (RFC 1951, 3.2.4: a stored block); only its checksum is new each time.
 */
import { randomBytes } from 'node:crypto'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { Answer } from '@souk/platform/call.ts'

export type PageInPieces = {
  /** What it takes to keep. */
  bytes: number
  /** The page with a nonce of its own. */
  plain(): Answer
  gzipped(): Answer
}

const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** An empty block that says that it is the last one. */
const lastBlock = Buffer.from([0x03, 0x00])

export function inPieces(html: string, headers: Record<string, string>): PageInPieces {
  const policy = headers['content-security-policy'] ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  const pieces = (nonce === undefined ? [html] : html.split(nonce)).map((piece) => Buffer.from(piece))
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  let deflated: Buffer[] | undefined

  const withNonce = (another: string, more: Record<string, string>) =>
    nonce === undefined
      ? { ...headers, ...more }
      : { ...headers, 'content-security-policy': policy.replaceAll(nonce, another), ...more }

  return {
    bytes: length * 2 + 1_000,
    plain() {
      const another = newNonce()
      return { status: 200, headers: withNonce(another, {}), body: between(pieces, Buffer.from(another)) }
    },
    gzipped() {
      deflated ??= pieces.map((piece) => deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH }))
      const another = newNonce()
      const bytes = Buffer.from(another)
      const end = Buffer.alloc(8)
      end.writeUInt32LE(pieces.reduce((sum, piece, place) => crc32(piece, place === 0 ? 0 : crc32(bytes, sum)), 0))
      end.writeUInt32LE(length + bytes.length * (pieces.length - 1), 4)
      const body = Buffer.concat([gzipHead, between(deflated, asBlock(bytes)), lastBlock, end])
      return { status: 200, headers: withNonce(another, { 'content-encoding': 'gzip', vary: 'accept-encoding' }), body }
    },
  }
}

function newNonce() {
  return randomBytes(16).toString('base64')
}

function between(pieces: readonly Buffer[], joint: Buffer) {
  return Buffer.concat(pieces.flatMap((piece, place) => (place === 0 ? [piece] : [joint, piece])))
}

/** A block that is not compressed: its kind, its length, the length's complement, the bytes. */
function asBlock(bytes: Buffer) {
  const head = Buffer.alloc(5)
  head.writeUInt16LE(bytes.length, 1)
  head.writeUInt16LE(~bytes.length & 0xffff, 3)
  return Buffer.concat([head, bytes])
}

/** What a picture is, by its own bytes, and how it is addressed and sent. */
import { createHash } from 'node:crypto'

export type ContentType = 'image/svg+xml' | 'image/png' | 'image/jpeg' | 'image/webp' | 'image/avif'
/** What scaled pictures are written as. */
export type FormType = 'image/avif' | 'image/webp' | 'image/png'

/** The same bytes have the same id, so adding them twice is adding them once. */
export function imageId(bytes: Uint8Array) {
  return createHash('sha256').update(bytes).digest('base64url')
}

const endings: Record<ContentType, string> = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
}
const types = new Map(Object.entries(endings).map(([type, ending]) => [ending, type as ContentType]))

export function addressOf(id: string, contentType: ContentType) {
  return `/api/v1/images/${id}.${endings[contentType]}`
}

/** An address's last part taken apart; older addresses have no ending. */
export function fromAddress(address: string) {
  const [id = '', ending] = address.split('.')
  return { id, contentType: ending === undefined ? undefined : types.get(ending) }
}

/** A picture never changes. */
export const headers = {
  'cache-control': 'public, max-age=31536000, immutable',
  // A vector picture can carry scripts: opened by itself, it must not run them in the shop's name.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
}

/** Of a form such as 480.avif. */
export function partsOfForm(form: string) {
  const [width, ending] = form.split('.')
  return { width: Number(width), contentType: types.get(ending ?? '') as FormType }
}

export function contentTypeOf(bytes: Buffer): ContentType | undefined {
  if (bytes.subarray(0, 8).equals(png)) return 'image/png'
  if (bytes.subarray(0, 3).equals(jpeg)) return 'image/jpeg'
  const latin = bytes.subarray(0, 64).toString('latin1')
  if (latin.startsWith('RIFF') && latin.slice(8, 12) === 'WEBP') return 'image/webp'
  if (latin.slice(4, 8) === 'ftyp' && /avi[fs]/.test(brandsOf(bytes, latin))) return 'image/avif'
  return isSvg(bytes) ? 'image/svg+xml' : undefined
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpeg = Buffer.from([0xff, 0xd8, 0xff])

/** The major and the compatible brands of an ISO base media file. */
function brandsOf(bytes: Buffer, latin: string) {
  const length = Math.min(bytes.readUInt32BE(0), latin.length)
  return (latin.slice(8, length).match(/.{4}/gs) ?? []).join(' ')
}

/** Text whose first element, after declaration, comments and document type, is svg. */
function isSvg(bytes: Buffer) {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return false
  }
  let rest = text.slice(0, 10_000).trimStart()
  for (const [opening, closing] of prologue) {
    while (rest.startsWith(opening)) {
      const end = rest.indexOf(closing)
      if (end < 0) return false
      rest = rest.slice(end + closing.length).trimStart()
    }
  }
  return /^<svg[\s>/]/.test(rest)
}

const prologue = [
  ['<?xml', '?>'],
  ['<!--', '-->'],
  ['<!DOCTYPE', '>'],
  ['<!--', '-->'],
] as const

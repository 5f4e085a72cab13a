/**
 * Reads pictures and writes them in other widths and formats, by sharp. It is loaded at its first use: most of what this
 * service does needs none of it.
 */
import { fail } from '@souk/platform/errors.ts'
import type { Sharp } from 'sharp'
import type { ContentType, FormType } from './image.ts'

const mostPixels = 40_000_000
/** A form's height is bounded too, for a picture that is a thin line. */
const mostTimesAsHigh = 4
const seconds = 10

const formats: Record<ContentType, string> = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/avif': 'heif',
}

let loaded: Promise<typeof import('sharp').default> | undefined

function load() {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // One thread a picture, and no pictures kept in memory.
    sharp.concurrency(1)
    sharp.cache(false)
    // Nothing reads bytes but the readers of what is taken; those of vector pictures fetch nothing.
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: ['Svg', 'Png', 'Jpeg', 'Webp', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`) })
    return sharp
  })
  return loaded
}

async function open(bytes: Uint8Array) {
  const sharp = await load()
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).timeout({ seconds })
}

/** Reads all of a picture. @returns why it cannot be taken, or undefined where it can */
export async function whatIsWrong(bytes: Uint8Array, contentType: ContentType): Promise<string | undefined> {
  const sharp = await load()
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (format !== formats[contentType]) return `the picture is ${format}, not ${contentType}`
    if (width * height > mostPixels) return `the picture has more than ${mostPixels / 1_000_000} million pixels`
    await (await open(bytes)).resize(16, 16, { fit: 'inside' }).raw().toBuffer()
    return undefined
  } catch (error) {
    return `the picture cannot be read (${(error as Error).message.split('\n')[0]})`
  }
}

/**
 * Upright, without what a camera wrote about time and place. A picture of pixels is never enlarged; a vector picture is
 * drawn at the width.
 * @throws 404 `not_found` for a picture that cannot be read
 */
export async function encoded(
  bytes: Uint8Array,
  from: ContentType,
  { width, contentType }: { width: number; contentType: FormType },
): Promise<Buffer> {
  const scaled = (await open(bytes)).autoOrient().resize({
    width,
    height: width * mostTimesAsHigh,
    fit: 'inside',
    withoutEnlargement: from !== 'image/svg+xml',
  })
  return written(scaled, contentType).catch((cause) => {
    throw fail('not_found', 'This picture cannot be read, so there are no other forms of it.', { cause })
  })
}

function written(picture: Sharp, contentType: FormType) {
  if (contentType === 'image/avif') return picture.avif({ quality: 50, effort: 2 }).toBuffer()
  if (contentType === 'image/webp') return picture.webp({ quality: 75 }).toBuffer()
  return picture.png().toBuffer()
}

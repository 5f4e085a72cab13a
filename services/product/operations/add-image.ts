import { fail } from '@souk/platform/errors.ts'
import { whatIsWrong } from '../encoding.ts'
import { addressOf, contentTypeOf, imageId } from '../image.ts'
import type { Product } from '../needs.ts'
import * as pictures from '../pictures.sql.ts'
import { inTurn } from '../workshop.ts'

export const addImage: Product['operations']['addImage'] = async (
  { contentType, data },
  { db, resources: { workshop } },
) => {
  const bytes = Buffer.from(data, 'base64')
  const found = contentTypeOf(bytes)
  if (found !== contentType)
    throw refused(
      `the bytes are ${found === undefined ? 'no picture of a kind that is taken' : found}, not ${contentType}`,
    )
  const fault = await inTurn(workshop, 'next', () => whatIsWrong(bytes, contentType))
  if (fault !== undefined) throw refused(fault)
  const id = imageId(bytes)
  await pictures.addImage(db, id, contentType, bytes)
  return { url: addressOf(id, contentType) }
}

function refused(message: string) {
  return fail('invalid_input', `/data: ${message}`, { errors: [{ path: '/data', message }] })
}

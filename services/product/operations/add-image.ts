import { fail } from '@souk/platform/errors.ts'
import * as catalogue from '../catalogue.sql.ts'
import { contentTypeOf, imageId } from '../image.ts'
import type { Product } from '../needs.ts'

export const addImage: Product['operations']['addImage'] = async ({ contentType, data }, { db }) => {
  const bytes = Buffer.from(data, 'base64')
  const found = contentTypeOf(bytes)
  if (found !== contentType) {
    const message = `the bytes are ${found === undefined ? 'no picture of a kind that is taken' : found}, not ${contentType}`
    throw fail('invalid_input', `/data: ${message}`, { errors: [{ path: '/data', message }] })
  }
  const id = imageId(bytes)
  await catalogue.addImage(db, id, contentType, bytes)
  return { url: `/api/v1/images/${id}` }
}

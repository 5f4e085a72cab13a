import { fail } from '@souk/platform/errors.ts'
import { fromAddress, headers } from '../image.ts'
import type { Product } from '../needs.ts'
import { imageById } from '../pictures.sql.ts'

export const getImage: Product['operations']['getImage'] = async ({ id }, { db, answer }) => {
  const image = await imageById(db, fromAddress(id))
  if (image === undefined) throw fail('not_found', 'There is no such picture.')
  Object.assign(answer.headers, headers)
  return image
}

import { fail } from '@souk/platform/errors.ts'
import { imageById } from '../catalogue.sql.ts'
import type { Product } from '../needs.ts'

export const getImage: Product['operations']['getImage'] = async ({ id }, { db, answer }) => {
  const image = await imageById(db, id)
  if (image === undefined) throw fail('not_found', 'There is no such picture.')
  Object.assign(answer.headers, {
    'cache-control': 'public, max-age=31536000, immutable',
    // A vector picture can carry scripts: opened by itself, it must not run them in the shop's name.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  return image
}

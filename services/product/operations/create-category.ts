import { SoukError } from '@souk/platform/errors.ts'
import { addCategory, categoryExists } from '../catalogue.sql.ts'
import type { Product } from '../needs.ts'
import { nextVersion } from '../products.sql.ts'

export const createCategory: Product['operations']['createCategory'] = ({ parent = null, ...input }, { db, newId }) =>
  db.transaction(async (tx) => {
    await nextVersion(tx, 'categories')
    const { slug } = input
    if (await categoryExists(tx, slug))
      throw new SoukError('conflict', 'slug_taken', `There is a category '${slug}' already: choose another slug.`)
    const id = newId()
    if (!(await addCategory(tx, id, { ...input, parent })))
      throw new SoukError('unprocessable', 'unknown_category', `There is no category '${parent}': add it first.`)
    return { id, slug }
  })

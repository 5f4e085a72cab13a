import { fail } from '@souk/platform/errors.ts'
import type { Product } from '../needs.ts'
import { nextVersion, removeProduct, wasEverOnSale } from '../products.sql.ts'
import { forgetWords } from '../save.ts'

/** Again: the same answer, and nobody is told twice. */
export const deleteProduct: Product['operations']['deleteProduct'] = ({ id }, { db, now }) =>
  db.transaction(async (tx) => {
    const catalogueVersion = await nextVersion(tx, 'texts')
    await forgetWords(tx, id)
    if (await removeProduct(tx, catalogueVersion, id, now())) return undefined
    if (!(await wasEverOnSale(tx, id))) throw fail('not_found', `There is no product ${id}.`)
    return undefined
  })

import { isDeepStrictEqual } from 'node:util'
import { fail, SoukError } from '@souk/platform/errors.ts'
import { toDraft, toProduct } from '../answers.ts'
import type { Product } from '../needs.ts'
import { checked, type Draft, editedVersion } from '../product.ts'
import { nextVersion, productById } from '../products.sql.ts'
import { save } from '../save.ts'

export const updateProduct: Product['operations']['updateProduct'] = async (
  { id, version: given, ...changes },
  { db, now, ifMatch },
) => {
  const edited = editedVersion(given, ifMatch)
  return db.transaction(async (tx) => {
    const catalogueVersion = await nextVersion(tx, 'texts')
    const row = await productById(tx, id)
    if (row === undefined) throw fail('not_found', `There is no product ${id} on sale.`)
    const current = toProduct(row)
    const before = toDraft(current)
    const after = checked({ ...before, ...changes })
    // A repetition after a lost answer changes nothing any more, so it hears what it would have heard.
    if (isSame(before, after)) return current
    if (edited !== current.version)
      throw new SoukError(
        'conflict',
        'version_changed',
        `The product was changed meanwhile: you edited version ${edited}, it is at ${current.version}. Load it again.`,
      )
    const kept = new Set(after.variants.map(({ sku }) => sku))
    const removedSkus = before.variants.map(({ sku }) => sku).filter((sku) => !kept.has(sku))
    await save(tx, catalogueVersion, { id, version: edited + 1, at: now() }, after, removedSkus)
    return toProduct((await productById(tx, id)) ?? row)
  })
}

/** The order of attributes counts, that of other keys does not. */
function isSame(one: Draft, other: Draft) {
  return isDeepStrictEqual(one, other) && JSON.stringify(one.attributes) === JSON.stringify(other.attributes)
}

import { toProduct } from '../answers.ts'
import type { Product } from '../needs.ts'
import { checked } from '../product.ts'
import { nextVersion, productById } from '../products.sql.ts'
import { save } from '../save.ts'

export const createProduct: Product['operations']['createProduct'] = async (input, { db, now, newId }) => {
  const draft = checked(input)
  const id = newId()
  return db.transaction(async (tx) => {
    const catalogueVersion = await nextVersion(tx, 'texts')
    await save(tx, catalogueVersion, { id, version: 1, at: now() }, draft, [])
    return toProduct((await productById(tx, id)) ?? gone(id))
  })
}

function gone(id: string): never {
  throw new Error(`product ${id} was not written`)
}

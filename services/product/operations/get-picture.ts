import { fail } from '@souk/platform/errors.ts'
import { encoded } from '../encoding.ts'
import { fromAddress, headers, partsOfForm } from '../image.ts'
import type { Product } from '../needs.ts'
import { imageById, keepPicture, keptPicture } from '../pictures.sql.ts'
import { once } from '../workshop.ts'

type Context = Product['context']

export const getPicture: Product['operations']['getPicture'] = async ({ id, form }, context) => {
  const address = fromAddress(id)
  const kept = await keptPicture(context.db, address, form)
  if (kept === undefined) throw fail('not_found', 'There is no such picture.')
  const bytes =
    kept.bytes ?? (await once(context.resources.workshop, `${id}/${form}`, () => make(address, form, context)))
  Object.assign(context.answer.headers, headers)
  return { contentType: partsOfForm(form).contentType, bytes }
}

async function make(address: ReturnType<typeof fromAddress>, form: string, { db, log }: Context) {
  // While this one waited for its turn, another replica may have made it.
  const kept = await keptPicture(db, address, form)
  if (kept?.bytes) return kept.bytes
  const image = await imageById(db, address)
  if (image === undefined) throw fail('not_found', 'There is no such picture.')
  const bytes = await encoded(image.bytes, image.contentType, partsOfForm(form)).catch((error) => {
    log.warn({ err: error, image: address.id, form }, 'a picture cannot be scaled')
    throw error
  })
  await keepPicture(db, address.id, form, bytes)
  return bytes
}

/** What is on sale: twenty products, some of them scarce. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Person } from './people.ts'

const all = 20
const scarce = 5

/** @returns their stock keeping units, once carts know them */
export async function fillShelves(staff: Person, guest: Person): Promise<string[]> {
  expect(await staff.insist('POST', '/categories', { slug: 'things', name: 'Things', description: '' }), 'a category')
  const skus = await Promise.all(Array.from({ length: all }, (_, index) => onSale(staff, index)))
  const cart = expect(await guest.insist('POST', '/carts', {}), 'a cart')
  for (const sku of skus) {
    const path = `/carts/${cart.id}/lines/${sku}`
    for (const until = Date.now() + 20_000; ; await sleep(20)) {
      const answer = await guest.insist('PUT', path, { quantity: 1 })
      if (answer.status === 200) break
      if (Date.now() > until) expect(answer, `a line of ${sku}`)
    }
  }
  return skus
}

async function onSale(staff: Person, index: number) {
  const slug = `thing-${index + 1}`
  const sku = slug.toUpperCase()
  const onHand = index < scarce ? 20 + 10 * index : 1_000_000
  expect(await staff.insist('PUT', `/stock/${sku}`, { onHand }), `stock of ${sku}`)
  const made = await staff.insist('POST', '/products', {
    ...{ slug, name: `Thing ${index + 1}`, brand: 'Souk', category: 'things', description: 'A thing.' },
    ...{ attributes: {}, options: [], images: [] },
    variants: [{ sku, options: {}, price: { amount: 500 + 137 * index, currency: 'EUR' }, weight: 300 }],
  })
  expect(made, slug)
  return sku
}

function expect({ status, body }: Answer, what: string) {
  if (status < 200 || status >= 300) throw new Error(`${what} was answered ${status}: ${JSON.stringify(body)}`)
  return body
}

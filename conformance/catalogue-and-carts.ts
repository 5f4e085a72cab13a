/** Inputs that work for services that can be driven by their own operations. */
import { randomUUID } from 'node:crypto'
import { expectStatus } from './expectations.ts'
import { call, type Ground } from './ground.ts'
import { nothing, type Script } from './script.ts'

export const cart: Script = {
  ...nothing,
  givens: {
    createCart: async () => ({ input: {} }),
    async getCart(ground) {
      const made = await call(ground, 'createCart')
      expectStatus(made, 201)
      return { input: { id: made.body.id } }
    },
  },
}

export const product: Script = {
  ...nothing,
  givens: {
    listProducts: async () => ({ input: {} }),
    listCategories: async () => ({ input: {} }),
    createCategory: async () => ({
      input: { slug: `conformance-${randomUUID()}`, name: 'Conformance', description: '' },
    }),
  },
}

const sku = 'CONFORMANCE-1'
const lines = [{ sku, quantity: 2 }]

async function reserved(ground: Ground) {
  expectStatus(await call(ground, 'setStock', { sku, onHand: 1_000_000 }), 200)
  const orderId = randomUUID()
  expectStatus(await call(ground, 'reserve', { orderId, lines, holdSeconds: 60 }), 200)
  return { input: { orderId } }
}

export const inventory: Script = {
  ...nothing,
  givens: {
    setStock: async () => ({ input: { sku, onHand: 1_000_000 } }),
    async reserve(ground) {
      const { input } = await reserved(ground)
      return { input: { ...input, lines, holdSeconds: 60 } }
    },
    getReservation: reserved,
    keep: reserved,
    release: reserved,
    async getStock(ground) {
      await reserved(ground)
      return { input: { sku } }
    },
  },
}

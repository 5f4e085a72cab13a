import { contract, del, get, oneOf, post, put } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Id, Quantity, Sku } from './fields.ts'
import { Money } from './money.ts'
import { Image } from './product.ts'

export const LineProblem = Type.Object({
  reason: oneOf('price_changed', 'only_n_left', 'out_of_stock', 'no_longer_sold'),
  message: Type.String(),
  /** With `price_changed`: the price before. With `only_n_left`: how many are left. */
  priceBefore: Type.Optional(Money),
  available: Type.Optional(Type.Integer()),
})

export const CartLine = Type.Object(
  {
    sku: Sku,
    quantity: Quantity,
    productSlug: Type.String(),
    name: Type.String(),
    options: Type.Record(Type.String(), Type.String()),
    image: Type.Optional(Image),
    unitPrice: Money,
    lineTotal: Money,
    weight: Type.Integer({ description: 'grams apiece' }),
    problems: Type.Array(LineProblem),
  },
  { title: 'CartLine' },
)

export const Cart = Type.Object(
  {
    id: Id,
    status: oneOf('open', 'ordered', 'merged'),
    lines: Type.Array(CartLine),
    itemCount: Type.Integer(),
    subtotal: Money,
    weight: Type.Integer({ description: 'grams' }),
    version: Type.Integer(),
  },
  { title: 'Cart' },
)
export type Cart = Static<typeof Cart>

/** A guest's cart belongs to whoever knows its id; a customer's to the customer alone. `mine` is the customer's open cart. */
const CartId = Type.String({
  pattern: '^(mine|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$',
  description: 'an id, or `mine`',
})

const changeable = {
  unknown_sku: { code: 'not_found', description: 'not sold here' },
  cart_closed: { code: 'conflict', description: 'it was ordered or merged' },
} as const

export const cart = contract('cart', 'What shoppers are about to buy', {
  operations: {
    createCart: post('/carts', {
      summary: 'A cart: a new one for a guest; for a customer the one that is open',
      access: 'public',
      returns: Cart,
      status: 201,
    }),
    getCart: get('/carts/:id', {
      summary: 'A cart with its lines, current prices and what is wrong with a line',
      access: 'public',
      params: { id: CartId },
      returns: Cart,
    }),
    setLine: put('/carts/:id/lines/:sku', {
      summary: 'Set a line’s quantity; 0 removes it; the line’s current price counts as seen',
      access: 'public',
      params: { id: CartId, sku: Sku },
      body: Type.Object({ quantity: Type.Integer({ minimum: 0, maximum: 999 }) }),
      returns: Cart,
      errors: { ...changeable, too_many_lines: { code: 'conflict' } },
    }),
    addLine: post('/carts/:id/lines', {
      summary: 'Put pieces into a cart, beside those that are there; the line’s current price counts as seen',
      access: 'public',
      params: { id: CartId },
      body: Type.Object({ sku: Sku, quantity: Quantity }),
      returns: Cart,
      errors: { ...changeable, too_many_lines: { code: 'conflict' } },
    }),
    removeLine: del('/carts/:id/lines/:sku', {
      summary: 'Remove a line',
      access: 'public',
      params: { id: CartId, sku: Sku },
      returns: Cart,
      errors: changeable,
    }),
    claimCart: post('/carts/:id/claim', {
      summary: 'After signing in: the guest’s cart becomes mine, or its lines join the cart that I have',
      access: 'customer',
      params: { id: Id },
      returns: Cart,
      errors: { cart_closed: changeable.cart_closed },
      repeat: 'natural',
    }),
    readCart: get('/carts/:id/contents', {
      summary: 'A cart as the person named would see it',
      access: 'internal',
      params: { id: Id },
      query: Type.Object({ userId: Type.Optional(Id) }),
      returns: Cart,
      timeout: 5_000,
    }),
  },
  events: {
    'cart.changed.v1': Type.Object({
      cartId: Id,
      version: Type.Integer(),
      subtotal: Money,
      weight: Type.Integer(),
      itemCount: Type.Integer(),
    }),
  },
})

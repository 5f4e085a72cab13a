/** Made-up changes of what real contracts promise, each with what the gate must say of it. */
import { strangers } from './verdict.ts'

export type MadeUp = {
  service: string
  /** By the path of what changes: its new value, what makes it of the old one, or undefined to take it away. */
  edits: Record<string, unknown>
  says: RegExp
  /** Who would break. */
  breaks: string[]
}

type Edit = (old: never) => unknown
const adds = (one: unknown) => ((old: unknown[]) => [...old, one]) as Edit
const lacks = (one: unknown) => ((old: unknown[]) => old.filter((each) => each !== one)) as Edit
const gone = undefined
const text = { type: 'string' }

function made(service: string, edits: MadeUp['edits'], says: RegExp, ...breaks: string[]): MadeUp {
  return { service, edits, says, breaks }
}

export const breaking: Record<string, MadeUp> = {
  'an internal operation is gone': made('inventory', { 'operations/reserve': gone }, /^is gone$/, 'order'),
  'a public operation is gone': made('cart', { 'operations/removeLine': gone }, /^is gone$/, strangers),
  'an operation has another name': made(
    'payment',
    {
      'operations/takeMoney': { method: 'PUT', path: '/payments/:orderId/capture', access: ['internal'] },
      'operations/capture': gone,
    },
    /^is called takeMoney now$/,
    'order',
  ),
  'an operation has another path': made(
    'cart',
    { 'operations/readCart/path': '/baskets/:id' },
    /^is GET \/baskets\/:id, was GET/,
    ...['delivery', 'order'],
  ),
  'an operation has another method': made(
    'inventory',
    { 'operations/ship/method': 'POST' },
    /^is POST .*, was PUT/,
    'order',
  ),
  'an input is new and required': made(
    'inventory',
    {
      'operations/reserve/body/properties/warehouse': text,
      'operations/reserve/body/required': adds('warehouse'),
    },
    /^body.warehouse: is new, and must be there$/,
    'order',
  ),
  'an optional input is required': made(
    'cart',
    { 'operations/readCart/query/required': ['userId'] },
    /^query.userId: must be there now$/,
    ...['delivery', 'order'],
  ),
  'an input is gone': made(
    'inventory',
    { 'operations/reserve/body/properties/holdSeconds': gone },
    /^body.holdSeconds: is gone: callers still send it/,
    'order',
  ),
  'an input’s type is another': made(
    'inventory',
    { 'operations/reserve/body/properties/lines': text },
    /^body.lines: a text, was a list$/,
    'order',
  ),
  'an input’s limit is smaller': made(
    'inventory',
    { 'operations/reserve/body/properties/lines/items/properties/quantity/maximum': 99 },
    /^body.lines\[\].quantity: maximum 99, was 999$/,
    'order',
  ),
  'an input’s pattern is another': made(
    'inventory',
    { 'operations/getStock/params/properties/sku/pattern': '^[A-Z]+$' },
    /^params.1: pattern/,
    ...['gateway', strangers],
  ),
  'a value of an input is taken away': made(
    'order',
    { 'operations/listOrders/query/properties/status/enum': lacks('completed') },
    /^query.status: 'completed' is no longer one of its values$/,
    ...['gateway', strangers],
  ),
  'a body must be smaller': made(
    'inventory',
    { 'operations/reserve/bodyLimit': 1024 },
    /^takes a body of 1024 bytes/,
    'order',
  ),
  'an answer’s property is gone': made(
    'delivery',
    { 'operations/quote/returns/properties/price': gone, 'operations/quote/returns/required': lacks('price') },
    /^answer.price: is gone$/,
    'order',
  ),
  'an answer’s property may be missing': made(
    'delivery',
    { 'operations/quote/returns/required': lacks('price') },
    /^answer.price: may be missing now$/,
    'order',
  ),
  'an answer’s number is higher than clients take': made(
    'cart',
    { 'operations/readCart/returns/properties/lines/items/properties/quantity/maximum': 5_000 },
    /^answer.lines\[\].quantity: maximum 5000, was 999$/,
    ...['delivery', 'order'],
  ),
  'an answer has a value that clients do not know': made(
    'payment',
    { 'operations/authorize/returns/properties/status/enum': adds('held_by_bank') },
    /^answer.status: 'held_by_bank' is new among its values$/,
    'order',
  ),
  'an answer’s status is another': made(
    'inventory',
    { 'operations/reserve/status': [201] },
    /^answers 201, 200 before$/,
    'order',
  ),
  'an answer has another status beside': made(
    'user',
    { 'operations/register/status': adds(202) },
    /^answers 202 too$/,
    ...['gateway', strangers],
  ),
  'an answer is no more': made('delivery', { 'operations/quote/returns': gone }, /^answers nothing any more$/, 'order'),
  'a reason is gone': made(
    'inventory',
    { 'operations/reserve/errors/out_of_stock': gone },
    /^is no longer refused with out_of_stock$/,
    'order',
  ),
  'a reason has another code': made(
    'inventory',
    { 'operations/reserve/errors/out_of_stock/code': 'unprocessable' },
    /^out_of_stock has the code unprocessable, was conflict$/,
    'order',
  ),
  'a reason has a code that callers never met there': made(
    'inventory',
    { 'operations/reserve/errors/pay_first': { code: 'payment_required' } },
    /^is refused with pay_first \(payment_required\) too, a code that it never had$/,
    'order',
  ),
  'access is stricter': made(
    'inventory',
    { 'operations/getStock/access': ['customer'] },
    /^is open to customer; before to public$/,
    ...['gateway', strangers],
  ),
  'other services are shut out': made(
    'delivery',
    { 'operations/quote/access': ['customer'] },
    /^is open to customer; before to internal$/,
    'order',
  ),
  'a key is required': made(
    'payment',
    { 'operations/voidPayment/keyRequired': true },
    /^asks for an Idempotency-Key now$/,
    'order',
  ),
  'a repetition without a key has another effect': made(
    'order',
    { 'operations/findOrder/repeat': 'stored' },
    /^a repetition is stored, was natural$/,
    ...['gateway', strangers],
  ),
  'the feed is read in another way': made(
    'cart',
    { 'operations/readEvents/query/properties/limit/maximum': 50 },
    /^query.limit: maximum 50, was 1000$/,
    'delivery',
  ),
  'an event is told no more': made('user', { 'events/user.deleted.v1': gone }, /^is gone$/, 'cart', 'order'),
  'an event’s property is gone': made(
    'inventory',
    { 'events/inventory.availability-changed.v1/properties/available': gone },
    /^data.available: is gone$/,
    ...['cart', 'product'],
  ),
  'an event’s property may be missing': made(
    'inventory',
    { 'events/inventory.availability-changed.v1/required': lacks('sku') },
    /^data.sku: may be missing now$/,
    ...['cart', 'product'],
  ),
  'an event’s property has a wider type': made(
    'inventory',
    { 'events/inventory.availability-changed.v1/properties/available/type': 'number' },
    /^data.available: a number, was an integer$/,
    ...['cart', 'product'],
  ),
  'an event has a new required property, which those told before lack': made(
    'order',
    {
      'events/order.shipped.v1/properties/weight': { type: 'integer' },
      'events/order.shipped.v1/required': adds('weight'),
    },
    /^data.weight: is new, and must be there: events told before do not fit/,
    'notification',
  ),
}

export const harmless: Record<string, MadeUp> = {
  'an operation is new': made(
    'order',
    { 'operations/splitOrder': { method: 'POST', path: '/orders/:id/split', access: ['public'] } },
    /^is new$/,
  ),
  'an event is new': made('order', { 'events/order.split.v1': { type: 'object', properties: {} } }, /^is new$/),
  'an input is new and optional': made(
    'inventory',
    { 'operations/reserve/body/properties/warehouse': text },
    /^body.warehouse: is new, and may be missing$/,
  ),
  'an input takes more': made(
    'inventory',
    { 'operations/reserve/body/properties/holdSeconds/maximum': 1_000_000 },
    /^body.holdSeconds: maximum 1000000, was 86400$/,
  ),
  'an input takes another value': made(
    'order',
    { 'operations/listOrders/query/properties/status/enum': adds('split') },
    /^query.status: 'split' is new among its values$/,
  ),
  'an answer tells more': made(
    'delivery',
    {
      'operations/quote/returns/properties/carrier': text,
      'operations/quote/returns/required': adds('carrier'),
    },
    /^answer.carrier: is new, and must be there$/,
  ),
  'an answer is sure to tell': made(
    'order',
    { 'operations/getOrder/returns/required': adds('returnable') },
    /^answer.returnable: must be there now$/,
  ),
  'an event tells more': made(
    'order',
    { 'events/order.shipped.v1/properties/weight': { type: 'integer' } },
    /^data.weight: is new, and may be missing$/,
  ),
  'a reason is new, under a code that callers know': made(
    'inventory',
    { 'operations/reserve/errors/closed_today': { code: 'conflict' } },
    /^is refused with closed_today \(conflict\) too$/,
  ),
  'more may come in': made(
    'payment',
    { 'operations/capture/access': adds('staff:payments') },
    /^is open to internal, staff:payments; before to internal$/,
  ),
  'a path calls its parameter something else': made(
    'inventory',
    {
      'operations/reserve/path': '/reservations/:order',
      'operations/reserve/params/properties': ((old: { orderId: unknown }) => ({ order: old.orderId })) as Edit,
    },
    /^names its path \/reservations\/:order, which nobody sends$/,
  ),
  'an operation may take longer': made('inventory', { 'operations/reserve/timeout': 20_000 }, /^may take 20000 ms/),
}

import { order } from '@souk/contracts/order.ts'
import { asCustomer } from '@souk/platform/testing.ts'
import { startOrderShop } from '/work/main/services/order/order-shop.ts'
const shop = await startOrderShop()
const { neighbours, db } = shop
const q = (s: string) => db.pool.query(s)
await shop.place(neighbours.fill())
await q(`set statement_timeout=0`)
const c = await db.pool.connect()
await c.query('set statement_timeout=0')
await c.query(`insert into orders (id, cart_id, user_id, email, status, payment_status, fulfilment_status, currency, subtotal, delivery_amount, total, tax_included, lines, demand, delivery, shipping_address, placed_at)
select uuidv7((i-1000000)* interval '30 second'), gen_random_uuid(), md5((i%50000)::text)::uuid, 'user'||(i%50000)||'@example.org', case when i%200=0 then 'confirmed' when i % 3 = 0 then 'cancelled' else 'completed' end, 'captured', 'shipped', 'EUR', 1000, 490, 1490, 248,
 '[{"sku":"A","quantity":1,"productSlug":"a","name":"A thing","options":{},"unitPrice":{"amount":1000,"currency":"EUR"},"lineTotal":{"amount":1000,"currency":"EUR"}}]', '1 A', '{"optionId":"standard","name":"Standard","weight":200}', '{"name":"A","line1":"S","city":"B","postcode":"10115","country":"DE"}', now()
from generate_series(1,1000000) i`)
await c.query(`insert into timeline (order_id, at, what, by) select id, now(), w, 'system' from orders, unnest(array['placed','stock_held','confirmed']) w`)
await c.query('analyze'); c.release()
const time = async (name: string, f: () => Promise<any>) => { const ts = []; let r; for (let i = 0; i < 12; i++) { const s = performance.now(); r = await f(); ts.push(performance.now() - s) } console.log(name, r.items?.length ?? r.status ?? r, 'first', ts[0]!.toFixed(1), 'median', ts.sort((a, b) => a - b)[6]!.toFixed(1), 'max', ts[11]!.toFixed(1)) }
await time('all', () => shop.staff.listOrders({}))
let cursor = ((await q('select id from orders order by id offset 500000 limit 1')).rows[0]).id
await time('deep page', () => shop.staff.listOrders({ cursor, limit: 100 }))
await time('status pending', () => shop.staff.listOrders({ status: 'pending' }))
await time('status confirmed deep', () => shop.staff.listOrders({ status: 'confirmed', cursor }))
await time('number', () => shop.staff.listOrders({ q: 'S-500000' }))
await time('email exact', () => shop.staff.listOrders({ q: 'user777@example.org' }))
await time('email short prefix', () => shop.staff.listOrders({ q: 'user77' }))
await time('email u', () => shop.staff.listOrders({ q: 'u' }))
await time('email none', () => shop.staff.listOrders({ q: 'zzz' }))
await time('email + status', () => shop.staff.listOrders({ q: 'user777@example.org', status: 'confirmed' }))
const uid = (await q("select user_id from orders where user_id is not null limit 1")).rows[0].user_id
await time('mine', () => shop.client(order, asCustomer(uid)).listOrders({}))
await time('mine status', () => shop.client(order, asCustomer(uid)).listOrders({status:'pending'}))
await time('place', () => shop.place(neighbours.fill()))
await time('quote remembered', async () => { neighbours.disturb('quote', 'away'); return shop.place(neighbours.fill()) })
await time('quote not remembered', async () => { neighbours.disturb('quote', 'away'); return shop.place(neighbours.fill({ weight: 1e6 })).catch((e) => e.reason) })
await shop.close()

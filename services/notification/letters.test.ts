import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from './format.ts'
import type { Letter } from './layout.ts'
import { type About, cancelled, confirmed, declined, refunded, shipped } from './letters.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const id = '01941f29-7c00-7000-8000-000000000001'
const about: About = {
  shop: 'Souk',
  url: 'https://souk.example',
  at: new Date('2026-01-05T10:00:00Z'),
  name: 'Ada Lovelace',
}
const facts = { orderId: id, number: 'S-100042', cartId: id, email: 'ada@example.org', total: eur(6_480) }
const shirt = {
  sku: 'SHIRT-B-M',
  quantity: 2,
  productSlug: 'linen-shirt',
  name: 'Linen shirt',
  options: { Colour: 'Blue', Size: 'M' },
  unitPrice: eur(2_995),
  lineTotal: eur(5_990),
}
const order = {
  ...facts,
  lines: [shirt],
  subtotal: eur(5_990),
  delivery: eur(490),
  deliveryName: 'Standard delivery',
  shippingAddress: {
    name: 'Ada Lovelace',
    line1: 'Unter den Linden 1',
    line2: '',
    city: 'Berlin',
    postcode: '10117',
    country: 'DE',
  },
}

const letters: Record<string, Letter> = {
  confirmed: confirmed(order, about),
  declined: declined({ ...facts, reason: 'payment_declined' }, about),
  cancelled: cancelled({ ...facts, reason: 'Ordered the wrong size.\nSorry!' }, about),
  refunded: refunded({ ...facts, refundId: id, amount: eur(1_000) }, about),
  shipped: shipped({ ...facts, shipmentId: id, carrier: 'DHL', trackingNumber: 'SK79927398713' }, about),
}

function tells(letter: Letter | undefined, ...words: string[]) {
  assert.ok(letter)
  const shown = letter.html
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  for (const word of words) {
    assert.ok(letter.text.includes(word), `'${word}' is missing in the text:\n${letter.text}`)
    assert.ok(shown.includes(word), `'${word}' is missing in the HTML: ${shown}`)
  }
}

test('The confirmation names what was bought, what it costs, where it goes and what happens next.', () => {
  tells(
    letters.confirmed,
    'Hello Ada Lovelace,',
    '5 January 2026',
    '2 × Linen shirt',
    'Colour: Blue, Size: M',
    '€29.95 each',
  )
  tells(
    letters.confirmed,
    '€59.90',
    'Standard delivery',
    '€4.90',
    '€64.80',
    '10117 Berlin',
    'Germany',
    'as soon as it is on its way',
  )
  assert.equal(letters.confirmed?.subject, 'Thank you: your order S-100042 is confirmed')
  tells(confirmed({ ...order, delivery: eur(0) }, about), 'Free')
})

test('The letter about a declined order says that nothing was charged and that the cart is kept.', () => {
  tells(letters.declined, 'Nothing was charged', 'your cart is kept', 'The payment was declined.')
  assert.match(letters.declined?.text ?? '', /https:\/\/souk\.example\/cart\n/)
  tells(declined({ ...facts, reason: 'out_of_stock' }, about), 'sold out')
  assert.doesNotMatch(declined({ ...facts, reason: 'lost_in_space' }, about).text, /lost|space/)
})

test('The letter about a cancelled order passes on what a person wrote, and no program’s word.', () => {
  tells(letters.cancelled, 'is cancelled', 'Ordered the wrong size.', 'Sorry!', 'goes back to you')
  assert.doesNotMatch(cancelled({ ...facts, reason: 'payment_lost' }, about).text, /payment_lost/)
})

test('The letter about a refund names its amount, and whether that is all.', () => {
  tells(letters.refunded, '€10.00', '€64.80', 'a part of')
  tells(refunded({ ...facts, refundId: id, amount: facts.total }, about), 'all of')
})

test('The letter about a parcel names its carrier and tracking number.', () => {
  tells(letters.shipped, 'DHL', 'SK79927398713', 'on its way')
})

test('A customer’s link leads to the order, a guest’s bears the access token, and an unknown name is left out.', () => {
  const link = `https://souk.example/orders/${id}`
  assert.ok(letters.shipped?.text.includes(`${link}\n`))
  const { name: _, ...nameless } = about
  const guest = cancelled(facts, { ...nameless, accessToken: 'a b&c' })
  assert.ok(guest.text.includes(`${link}?accessToken=a%20b%26c\n`))
  assert.ok(guest.html.includes(`href="${link}?accessToken=a%20b%26c"`))
  assert.match(guest.text, /^Hello,\n/)
})

test('What people named things stays text, and never becomes markup.', () => {
  const evil = `<script>alert("1")</script>'&`
  const lines = [{ ...shirt, name: evil, options: { [evil]: evil } }]
  const address = { ...order.shippingAddress, name: evil, line1: evil, city: evil }
  const letter = confirmed(
    { ...order, lines, deliveryName: evil, shippingAddress: address },
    { ...about, name: evil, shop: evil },
  )
  assert.doesNotMatch(letter.html, /<script|alert\("/)
  assert.equal(letter.html.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;&#39;&amp;/g)?.length, 11)
  assert.ok(letter.text.includes(`2 × ${evil}`))
})

test('A subject is one line, whatever stands in an order’s number.', () => {
  const { subject } = shipped(
    { ...facts, number: 'S-1\r\nBcc: all@example.org\u2028', shipmentId: id, carrier: 'DHL', trackingNumber: '1' },
    about,
  )
  assert.equal(subject, 'Your order S-1 Bcc: all@example.org is on its way')
})

test('Money is written as its currency is: with two decimals, three, or none.', () => {
  assert.deepEqual(
    [eur(1_999), eur(-5), eur(123_456_789), { amount: 1_999, currency: 'JPY' }, { amount: 1_999, currency: 'KWD' }].map(
      money,
    ),
    ['€19.99', '-€0.05', '€1,234,567.89', 'JP¥1,999', 'KWD\u00a01.999'],
  )
})

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { user } from '@souk/contracts/user.ts'
import type { Client } from '@souk/platform/client.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, asStaff, fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

let shop: TestShop
let gateway: Client<typeof notification>
let staff: Client<typeof notification>

before(async () => {
  const environment = { SOUK_URL: 'https://souk.example/' }
  shop = await startTestShop({ services: [service, fake(order), fake(user)], environment, redeliver: 0.5 })
  gateway = shop.client(notification, asService('gateway'))
  staff = shop.client(notification, asStaff('mail'))
})
after(() => shop.close())

const eur = (amount: number) => ({ amount, currency: 'EUR' })

function placed(more: { userId?: string } = {}) {
  const orderId = randomUUID()
  return {
    orderId,
    number: 'S-100042',
    cartId: randomUUID(),
    email: `${orderId}@example.org`,
    total: eur(4_200),
    ...more,
  }
}

function confirm(facts: ReturnType<typeof placed>, accessToken?: string) {
  const shippingAddress = {
    name: 'Ada Lovelace',
    line1: 'Unter den Linden 1',
    city: 'Berlin',
    postcode: '10117',
    country: 'DE',
  }
  return shop.publish(order, 'order.confirmed.v1', {
    ...facts,
    lines: [],
    subtotal: eur(4_200),
    delivery: eur(0),
    deliveryName: 'Standard delivery',
    shippingAddress,
    ...(accessToken === undefined ? {} : { accessToken }),
  })
}

function ship(facts: ReturnType<typeof placed>, shipmentId = randomUUID()) {
  return shop.publish(order, 'order.shipped.v1', { ...facts, shipmentId, carrier: 'DHL', trackingNumber: 'SK1' })
}

function refund(facts: ReturnType<typeof placed>, refundId: string, amount: number) {
  return shop.publish(order, 'order.refunded.v1', { ...facts, refundId, amount: eur(amount) })
}

async function lettersTo({ email }: { email: string }) {
  await shop.drain()
  return (await gateway.readMailbox({ to: email })).items
}

test('Each decision on a return is told in a letter, also one that takes another back, and so is its arrival.', async () => {
  const facts = placed()
  const returnId = randomUUID()
  const line = { sku: 'SHIRT', quantity: 1, name: 'Linen shirt', options: {} }
  for (const approved of [true, false])
    await shop.publish(order, 'order.return-decided.v1', { ...facts, returnId, approved, lines: [line] })
  const received = { ...facts, returnId, lines: [{ ...line, restock: true }], refund: eur(1_000) }
  for (let turn = 0; turn < 2; turn++) await shop.publish(order, 'order.returned.v1', received)
  const subjects = (await lettersTo(facts)).map(({ subject }) => subject)
  assert.deepEqual(subjects.sort(), [
    'We have received your return for order S-100042',
    'You can send it back: your return for order S-100042',
    'Your return for order S-100042 was not accepted',
  ])
})

test('Each thing that happens to an order is told in one letter, newest first, however often its event comes.', async () => {
  const facts = placed()
  const [refundId, shipmentId] = [randomUUID(), randomUUID()]
  for (let turn = 0; turn < 3; turn++) {
    await confirm(facts, 'token')
    await ship(facts, shipmentId)
    await refund(facts, refundId, 1_000)
  }
  await shop.publish(order, 'order.cancelled.v1', facts)
  await shop.publish(order, 'order.declined.v1', { ...facts, reason: 'payment_declined' })
  await refund(facts, randomUUID(), 500)
  await ship(facts)
  const letters = await lettersTo(facts)
  assert.deepEqual(letters.map(({ subject }) => subject).sort(), [
    'Thank you: your order S-100042 is confirmed',
    'We have refunded €10.00 of your order S-100042',
    'We have refunded €5.00 of your order S-100042',
    'Your order S-100042 is cancelled',
    'Your order S-100042 is on its way',
    'Your order S-100042 is on its way',
    'Your order S-100042 was not completed',
  ])
  assert.deepEqual(
    letters.map(({ sentAt }) => sentAt),
    letters
      .map(({ sentAt }) => sentAt)
      .sort()
      .reverse(),
  )
  assert.ok(letters.every(({ from, to }) => from === 'Souk <shop@souk.example>' && to === facts.email))
})

test('A guest’s letters lead to the order with its access token, the later ones too; a customer’s without.', async () => {
  const guest = placed()
  await confirm(guest, 'secret')
  await ship(guest)
  const letters = await lettersTo(guest)
  assert.equal(letters.length, 2)
  for (const { text } of letters) {
    assert.ok(text.includes(`https://souk.example/orders/${guest.orderId}?accessToken=secret\n`))
    assert.match(text, /^Hello Ada Lovelace,/)
  }
  const customer = placed({ userId: randomUUID() })
  await confirm(customer)
  for (const { text } of await lettersTo(customer)) assert.ok(text.includes(`/orders/${customer.orderId}\n`))
})

test('A letter whose event overtakes the confirmation has a link without a token.', async () => {
  const guest = placed()
  await ship(guest)
  await confirm(guest, 'secret')
  const shipped = (await lettersTo(guest)).find(({ subject }) => subject.includes('on its way'))
  assert.ok(shipped?.text.includes(`/orders/${guest.orderId}\n`))
})

test('A mail that staff send again is a second letter of the same words.', async () => {
  const facts = placed()
  await confirm(facts)
  const [first] = await lettersTo(facts)
  assert.ok(first)
  const key = randomUUID()
  await staff.resendMail({ id: first.id }, { key })
  await shop.drain()
  await staff.resendMail({ id: first.id }, { key })
  const letters = await lettersTo(facts)
  assert.deepEqual(
    letters.map(({ text }) => text),
    [first.text, first.text],
  )
  await assert.rejects(staff.resendMail({ id: randomUUID() }), (error) => hasReason(error, 'not_found'))
})

test('The log of mails pages from the newest to the oldest, by order and by status.', async () => {
  const facts = placed()
  await confirm(facts)
  await ship(facts)
  await refund(facts, randomUUID(), 100)
  await shop.drain()
  const { orderId } = facts
  const first = await staff.listMails({ orderId, limit: 2 })
  assert.ok(first.nextCursor)
  const second = await staff.listMails({ orderId, limit: 2, cursor: first.nextCursor })
  assert.equal(second.nextCursor, undefined)
  const kinds = [...first.items, ...second.items].map(({ kind, status, attempts }) => [kind, status, attempts])
  assert.deepEqual(kinds, [
    ['order-refunded', 'sent', 1],
    ['order-shipped', 'sent', 1],
    ['order-confirmed', 'sent', 1],
  ])
  assert.equal((await staff.listMails({ orderId, status: 'failed' })).items.length, 0)
  assert.equal((await staff.listMails({ orderId, status: 'sent' })).items.length, 3)
  await assert.rejects(staff.listMails({ cursor: 'x' }), (error) => hasReason(error, 'invalid_input'))
})

test('The log is for staff, the mailbox for services.', async () => {
  const shopper = shop.client(notification, asCustomer())
  await assert.rejects(shopper.listMails({}), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(shopper.resendMail({ id: randomUUID() }), (error) => hasReason(error, 'not_allowed'))
  await assert.rejects(staff.readMailbox({}), (error) => hasReason(error, 'not_allowed'))
})

test('Without a mail server and without the mailbox the service does not start, and says what to set.', () => {
  const base = { db: undefined as never, log: { debug() {} } as never }
  const config = { smtpUrl: undefined, mailFrom: 'a@b.example', mailbox: false, shopUrl: 'http://x' }
  assert.throws(() => service.open?.({ ...base, config }), /set SMTP_URL to your mail server, or MAILBOX=1/)
  assert.throws(() => service.open?.({ ...base, config: { ...config, mailFrom: 'Souk' } }), /MAIL_FROM/)
})

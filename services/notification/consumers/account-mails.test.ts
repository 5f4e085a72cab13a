import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { user } from '@souk/contracts/user.ts'
import type { Client } from '@souk/platform/client.ts'
import { asService, asStaff, fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import service from '../service.ts'

let shop: TestShop
let gateway: Client<typeof notification>
let staff: Client<typeof notification>

before(async () => {
  const environment = { SOUK_URL: 'https://souk.example/' }
  // Each event comes twice.
  shop = await startTestShop({ services: [service, fake(order), fake(user)], environment, redeliver: 1 })
  gateway = shop.client(notification, asService('gateway'))
  staff = shop.client(notification, asStaff('mail'))
})
after(() => shop.close())

const asked = () => ({
  userId: randomUUID(),
  email: `${randomUUID()}@example.org`,
  name: 'Ada Lovelace',
  token: randomBytes(32).toString('base64url'),
})

async function lettersTo(email: string) {
  await shop.drain()
  return (await gateway.readMailbox({ to: email })).items
}

test('Whoever registers gets the link that verifies their e-mail, once.', async () => {
  const data = asked()
  await shop.publish(user, 'user.verification-requested.v1', data)
  const letters = await lettersTo(data.email)
  assert.deepEqual(
    letters.map(({ subject }) => subject),
    ['Please confirm your e-mail address'],
  )
  assert.ok(letters[0]?.text.includes(`https://souk.example/account/verify?token=${data.token}\n`))
})

test('Each request to reset a password gets one letter, with the link of that request.', async () => {
  const data = asked()
  const second = { ...data, token: asked().token }
  await shop.publish(user, 'user.password-reset-requested.v1', data)
  await shop.publish(user, 'user.password-reset-requested.v1', second)
  const letters = await lettersTo(data.email)
  assert.equal(letters.length, 2)
  for (const { token } of [data, second]) {
    const link = `https://souk.example/account/reset?token=${token}`
    assert.equal(letters.filter(({ text, html }) => text.includes(`${link}\n`) && html.includes(`"${link}"`)).length, 1)
  }
})

test('The log has these mails without an order, and neither it nor a second sending tells staff the link.', async () => {
  const data = asked()
  await shop.publish(user, 'user.verification-requested.v1', data)
  await shop.publish(user, 'user.password-reset-requested.v1', data)
  await shop.drain()
  const { items } = await staff.listMails({})
  const mine = items.filter(({ to }) => to === data.email)
  assert.deepEqual(
    mine.map(({ kind, status, orderId }) => [kind, status, orderId]),
    [
      ['reset-password', 'sent', undefined],
      ['verify-email', 'sent', undefined],
    ],
  )
  const [{ id }] = mine as [(typeof mine)[0]]
  const resent = await staff.resendMail({ id })
  for (const told of [items, resent]) assert.ok(!JSON.stringify(told).includes(data.token))
  assert.equal((await lettersTo(data.email)).length, 3)
})

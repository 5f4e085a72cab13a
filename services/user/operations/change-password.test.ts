import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { user } from '@souk/contracts/user.ts'
import { anonymous, type Caller } from '@souk/platform/auth.ts'
import type { Client } from '@souk/platform/client.ts'
import { hasReason } from '@souk/platform/errors.ts'
import { asCustomer, asService, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { browse } from '../browser.ts'
import service from '../service.ts'

let shop: TestShop
let visitor: Client<typeof user>
let gateway: Client<typeof user>

before(async () => {
  shop = await startTestShop({ services: [service] })
  visitor = shop.client(user, anonymous)
  gateway = shop.client(user, asService('gateway'))
})
after(() => shop.close())

const [password, another] = ['a long secret', 'another long secret']

async function registered() {
  const email = `${randomUUID()}@example.com`
  const { id } = await visitor.register({ email, password, name: 'Ann' })
  return { id, email }
}

async function resetToken(email: string) {
  await visitor.requestPasswordReset({ email })
  const told = await shop.published(user, 'user.password-reset-requested.v1')
  return told.find((one) => one.email === email)?.token ?? ''
}

const isExpired = (error: unknown) => hasReason(error, 'link_expired')
const isWrong = (error: unknown) => hasReason(error, 'wrong_credentials')
const isOver = (error: unknown) => hasReason(error, 'not_found')

test('A changed password ends all sessions but this one, and a link to reset it.', async () => {
  const { id, email } = await registered()
  const [here, there] = [
    await browse(shop, 'signIn', { body: { email, password } }),
    await browse(shop, 'signIn', { body: { email, password } }),
  ]
  const { sessionId } = await gateway.readCookie({ cookie: here.cookie })
  const caller: Caller = { kind: 'customer', userId: id, sessionId }
  const token = await resetToken(email)
  const change = (current: string) => browse(shop, 'changePassword', { caller, body: { current, password: another } })
  const refused = await change('a wrong secret')
  assert.deepEqual([refused.status, refused.body.reason], [422, 'wrong_credentials'])
  await gateway.readCookie({ cookie: there.cookie })
  assert.equal((await change(password)).status, 204)
  assert.equal((await gateway.readCookie({ cookie: here.cookie })).sessionId, sessionId)
  await assert.rejects(gateway.readCookie({ cookie: there.cookie }), isOver)
  await assert.rejects(visitor.resetPassword({ token, password: 'a third secret' }), isExpired)
  await assert.rejects(visitor.signIn({ email, password }), isWrong)
  assert.equal((await visitor.signIn({ email, password: another })).user.emailVerified, false)
})

test('A password that two change at once is changed by one of them.', async () => {
  const { id, email } = await registered()
  const client = shop.client(user, asCustomer(id))
  const wanted = ['the secret of one', 'the secret of the other']
  const outcomes = await Promise.allSettled(
    wanted.map((one) => client.changePassword({ current: password, password: one })),
  )
  const winners = wanted.filter((_, turn) => outcomes[turn]?.status === 'fulfilled')
  assert.equal(winners.length, 1)
  for (const outcome of outcomes) if (outcome.status === 'rejected') assert.ok(isWrong(outcome.reason))
  await visitor.signIn({ email, password: winners[0] as string })
})

test('Guesses at the current password count like those at the door, and who is gone is not found.', async () => {
  const { id, email } = await registered()
  const client = shop.client(user, asCustomer(id))
  for (let turn = 0; turn < 5; turn++) {
    await assert.rejects(client.changePassword({ current: `guess ${turn}`, password: another }), isWrong)
    await assert.rejects(client.deleteMe({ password: `guess ${turn}` }), isWrong)
  }
  const isClosed = (error: unknown) => hasReason(error, 'too_many_requests')
  await assert.rejects(client.changePassword({ current: password, password: another }), isClosed)
  await assert.rejects(client.deleteMe({ password }), isClosed)
  await assert.rejects(visitor.signIn({ email, password }), isClosed)
  const stranger = shop.client(user, asCustomer())
  await assert.rejects(stranger.changePassword({ current: password, password: another }), isOver)
})

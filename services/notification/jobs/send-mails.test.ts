import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { notification } from '@souk/contracts/notification.ts'
import { order } from '@souk/contracts/order.ts'
import { user } from '@souk/contracts/user.ts'
import type { Client } from '@souk/platform/client.ts'
import { type Host, runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { asService, asStaff, fake, startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { openPost } from '../post.ts'
import service from '../service.ts'
import { startMailServer } from './test-mail-server.ts'

let server: Awaited<ReturnType<typeof startMailServer>>
let shop: TestShop
let staff: Client<typeof notification>
let now = new Date('2026-01-05T10:00:00Z')

const environment = () => ({ SMTP_URL: server.url, MAIL_FROM: 'The Stall <stall@souk.example>', MAILBOX: '0' })

before(async () => {
  server = await startMailServer()
  shop = await startTestShop({
    services: [service, fake(order), fake(user)],
    environment: environment(),
    now: () => now,
    log: createLog('silent'),
  })
  staff = shop.client(notification, asStaff('mail'))
})
after(async () => {
  await shop.close()
  server.close()
})
beforeEach(() => {
  server.state.behaviour = 'accepts'
  server.state.received = []
})
// Connections that a test's behaviour spoiled must not reach the next one.
afterEach(() => server.disconnect())

function later(seconds: number) {
  now = new Date(now.getTime() + seconds * 1_000)
}

async function cancelledOrder() {
  const orderId = randomUUID()
  const total = { amount: 4_200, currency: 'EUR' }
  const data = { orderId, number: 'S-1', cartId: randomUUID(), email: 'ada@example.org', total }
  await shop.publish(order, 'order.cancelled.v1', data)
  await shop.drain()
  return orderId
}

async function mailOf(orderId: string) {
  const { items } = await staff.listMails({ orderId })
  assert.equal(items.length, 1)
  return items[0] as (typeof items)[number]
}

function header(letter: string | undefined, name: string) {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(letter ?? '')?.[1]
}

function change(statement: string, id: string) {
  return shop.databases.get('notification')?.pool.query(statement, [id])
}

test('A letter goes out by SMTP with its headers, as text and as HTML, and not into the mailbox.', async () => {
  const mail = await mailOf(await cancelledOrder())
  assert.deepEqual([mail.status, mail.attempts, mail.sentAt], ['sent', 1, now.toISOString()])
  assert.equal(server.state.received.length, 1)
  assert.equal(header(server.state.received[0], 'From'), 'The Stall <stall@souk.example>')
  assert.equal(header(server.state.received[0], 'To'), 'ada@example.org')
  assert.equal(header(server.state.received[0], 'Subject'), 'Your order S-1 is cancelled')
  assert.equal(header(server.state.received[0], 'Message-ID'), `<${mail.id}.1@souk.example>`)
  assert.equal(header(server.state.received[0], 'Auto-Submitted'), 'auto-generated')
  assert.match(server.state.received[0] ?? '', /multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html/)
  assert.deepEqual(await shop.client(notification, asService('gateway')).readMailbox({}), { items: [] })
})

test('A server that refuses is asked again, later each time, until it takes the letter.', async () => {
  server.state.behaviour = 'refuses'
  const orderId = await cancelledOrder()
  assert.equal((await mailOf(orderId)).attempts, 1)
  later(0.9)
  await shop.drain()
  assert.equal((await mailOf(orderId)).attempts, 1)
  later(0.1)
  await shop.drain()
  const refused = await mailOf(orderId)
  assert.deepEqual([refused.status, refused.attempts], ['waiting', 2])
  assert.match(refused.error ?? '', /451 come back later/)
  server.state.behaviour = 'accepts'
  later(5)
  await shop.drain()
  const { error, ...sent } = await mailOf(orderId)
  assert.deepEqual([sent.status, sent.attempts, error], ['sent', 3, undefined])
  assert.equal(server.state.received.length, 1)
})

test('A server that breaks off is tried again, and gets the same Message-ID where it had the letter already.', async () => {
  server.state.behaviour = 'breaks off'
  const orderId = await cancelledOrder()
  assert.equal((await mailOf(orderId)).status, 'waiting')
  server.state.behaviour = 'breaks off after the letter'
  later(1)
  await shop.drain()
  assert.equal((await mailOf(orderId)).attempts, 2)
  server.state.behaviour = 'accepts'
  later(5)
  await shop.drain()
  const mail = await mailOf(orderId)
  assert.deepEqual([mail.status, mail.attempts], ['sent', 3])
  const messageId = `<${mail.id}.1@souk.example>`
  assert.deepEqual(
    server.state.received.map((letter) => header(letter, 'Message-ID')),
    [messageId, messageId],
  )
})

test('A server that hangs costs the time-out, never more.', async () => {
  server.state.behaviour = 'hangs'
  const post = openPost(server.url, 'stall@souk.example', 100)
  const begun = performance.now()
  await assert.rejects(post.send({ to: 'ada@example.org', subject: 'a', text: 'b', html: 'c', messageId: '<d@e>' }))
  assert.ok(performance.now() - begun < 1_000)
  post.close()
})

test('After ten attempts a mail has failed; staff send it again, and it starts afresh.', async () => {
  server.state.behaviour = 'refuses'
  const orderId = await cancelledOrder()
  for (let attempt = 2; attempt <= 12; attempt++) {
    later(4 * 3_600)
    await shop.drain()
  }
  const failed = await mailOf(orderId)
  assert.deepEqual([failed.status, failed.attempts], ['failed', 10])
  assert.match(failed.error ?? '', /451/)
  assert.equal((await staff.listMails({ status: 'failed' })).items[0]?.id, failed.id)

  server.state.behaviour = 'accepts'
  const again = await staff.resendMail({ id: failed.id })
  assert.deepEqual([again.status, again.error], ['waiting', undefined])
  await shop.drain()
  assert.deepEqual([(await mailOf(orderId)).status, server.state.received.length], ['sent', 1])
  assert.equal(header(server.state.received[0], 'Message-ID'), `<${failed.id}.2@souk.example>`)
})

test('A mail that waits for its next attempt goes out at once when staff send it again, and only once.', async () => {
  server.state.behaviour = 'refuses'
  const orderId = await cancelledOrder()
  server.state.behaviour = 'accepts'
  await staff.resendMail({ id: (await mailOf(orderId)).id })
  await shop.drain()
  later(60)
  await shop.drain()
  assert.deepEqual([(await mailOf(orderId)).status, server.state.received.length], ['sent', 1])
})

test('A mail whose sender died is left alone for its lease, then sent under the same Message-ID.', async () => {
  const orderId = await cancelledOrder()
  const { id } = await mailOf(orderId)
  await change(
    `update mails set status = 'waiting', sent_at = null, leased_until = due_at + interval '60 s' where id = $1`,
    id,
  )
  later(59)
  await shop.drain()
  assert.deepEqual([(await mailOf(orderId)).status, server.state.received.length], ['waiting', 1])
  later(1)
  await shop.drain()
  assert.deepEqual([(await mailOf(orderId)).status, server.state.received.length], ['sent', 2])
  assert.equal(header(server.state.received[0], 'Message-ID'), header(server.state.received[1], 'Message-ID'))
})

test('Three replicas send forty mails once each.', async () => {
  const url = shop.databases.get('notification')?.pool.options.connectionString as string
  const start = (): Promise<Host> =>
    runHost({
      services: [service, fake(order), fake(user)],
      placement: 'memory',
      databaseUrl: (name) =>
        name === 'notification' ? url : (shop.databases.get(name)?.pool.options.connectionString as string),
      environment: { ...environment(), SOUK_HOUSE_SECRET: 'of this test' },
      log: createLog('silent'),
      connections: 2,
      now: () => now,
    })
  const replicas = await Promise.all([start(), start()])
  const total = { amount: 4_200, currency: 'EUR' }
  const orders = Array.from({ length: 40 }, (_, index) => ({ orderId: randomUUID(), number: `S-${index}` }))
  for (const one of orders)
    await shop.publish(order, 'order.cancelled.v1', { ...one, cartId: randomUUID(), email: 'ada@example.org', total })
  await Promise.all([shop.drain(), ...replicas.map((replica) => replica.drain())])
  // One of them may still be at a mail that another one has seen no work in.
  for (const replica of replicas) await replica.stop()
  await shop.drain()
  const subjects = server.state.received.map((letter) => header(letter, 'Subject'))
  assert.equal(new Set(subjects).size, 40)
  assert.equal(subjects.length, 40)
})

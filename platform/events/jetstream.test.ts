/** Events over NATS JetStream: what every engine keeps, and what only this one does. */
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { sql } from '../database/sql.ts'
import { createLog } from '../log.ts'
import { conform } from './conformance.testing.ts'
import { enter, type Handle } from './conformance-book.testing.ts'
import { append, headOf } from './feed.ts'
import { feeds } from './follower.ts'
import { jetStream } from './jetstream.ts'
import { natsServers } from './nats.ts'
import { type NatsServer, natsMissing, startNatsServer } from './nats-server.testing.ts'
import { standingOf } from './standing.ts'

test('An address of NATS has servers, who asks, and whether the way is secret; what is none is refused.', () => {
  assert.deepEqual(natsServers('nats://one:4222,nats://two:4222'), { servers: ['one:4222', 'two:4222'] })
  const secret = natsServers('tls://souk:p%40ss@one')
  assert.deepEqual(secret, { servers: ['one'], user: 'souk', pass: 'p@ss', tls: {} })
  assert.deepEqual(natsServers('nats://s3cret@one:4222'), { servers: ['one:4222'], token: 's3cret' })
  for (const none of ['', 'one:4222', 'http://one:4222', 'nats://'])
    assert.throws(() => natsServers(none), /use nats:\/\/host:4222/, none)
})

suite('Events over NATS JetStream', { skip: natsMissing }, () => {
  const silent = createLog('silent')
  const streams = { prefix: 'souk', replicas: 1 }
  let nats: NatsServer
  before(async () => {
    nats = await startNatsServer()
  })
  after(() => nats.stop())
  const engine = () => jetStream(nats.url, streams, silent)

  async function asking<T>(ask: (manager: JetStreamManager) => Promise<T>) {
    const connection = await connect({ servers: new URL(nats.url).host })
    try {
      return await ask(await jetstreamManager(connection))
    } finally {
      await connection.close()
    }
  }
  const inStream = () =>
    asking(async ({ streams }) => (await streams.info('souk-till').catch(() => undefined))?.state.messages)

  const ground = conform({
    engine,
    environment: () => ({ SOUK_NATS_URL: nats.url }),
    clear: () => asking(async ({ streams }) => void (await streams.delete('souk-till').catch(() => {}))),
  })

  const numbered = (count: number, word = 'event') =>
    Array.from({ length: count }, (_, index) => `${word} ${String(index).padStart(3, '0')}`)
  async function payAll(names: readonly string[], keys = 10) {
    for (const [index, name] of names.entries()) await ground().pay(name, `key ${index % keys}`)
  }
  async function assertEach(names: readonly string[], keys = 10) {
    assert.deepEqual((await ground().entries()).sort(), [...names].sort())
    for (let key = 0; key < keys; key++)
      assert.deepEqual(
        await ground().entries(`key ${key}`),
        names.filter((_, index) => index % keys === key),
      )
    assert.deepEqual(await ground().parked(), [])
  }
  async function until(isSo: () => Promise<boolean> | boolean, what: string) {
    for (const end = Date.now() + 15_000; Date.now() < end; await sleep(10)) if (await isSo()) return
    assert.fail(`not within 15 s: ${what}`)
  }

  test('An event travels as a CloudEvent in structured mode, at a subject of its partition and type, and once only.', async () => {
    await append(ground().source, { type: 'till.paid.v1', subject: 'schlüssel', data: { name: 'ä', amount: 1 } })
    await ground().begin(enter).atRest()
    const message = await asking(({ streams }) => streams.getMessage('souk-till', { seq: 1 }))
    assert.match(String(message?.subject), /^souk\.till\.[0-7]\.till\.paid\.v1$/)
    assert.equal(message?.header.get('Content-Type'), 'application/cloudevents+json; charset=UTF-8')
    const event = message?.json<Record<string, string>>() ?? {}
    assert.equal(message?.header.get('Nats-Msg-Id'), event.id)
    const { id, time, position, ...rest } = event
    assert.equal(position, await headOf(ground().source))
    assert.ok(Date.parse(String(time)) > 0 && /^[0-9a-f-]{36}$/.test(String(id)))
    assert.deepEqual(rest, {
      ...{ specversion: '1.0', source: 'till', type: 'till.paid.v1', subject: 'schlüssel' },
      ...{ datacontenttype: 'application/json', data: { name: 'ä', amount: 1 } },
      ...{ previous: '0-0', previousinpartition: '0-0' },
    })
    // A publisher that has lost its place says everything again.
    await ground().stopPublisher()
    await ground().source.run(sql`update platform.relay set transaction_id = '0', position = 0`)
    ground().startPublisher()
    await until(async () => {
      const row = await ground().source.one(sql<{ position: number }>`select position from platform.relay`)
      return row.position > 0
    }, 'the relay is through')
    assert.equal(await inStream(), 1)
  })

  test('Replicas share the partitions, and when one is cut off from its database the others have its share within a moment.', async () => {
    const taken = new Set<number>()
    const countedAs =
      (replica: number): Handle =>
      async (event, tx, context) => {
        await enter(event, tx, context)
        taken.add(replica)
      }
    const replicas = [0, 1, 2].map((replica) => ground().begin(countedAs(replica)))
    const names = numbered(2_000)
    let told = 0
    const tellTen = async () => {
      for (const name of names.slice(told, told + 10)) await ground().pay(name, `key ${told++ % 10}`)
    }
    await until(async () => {
      await tellTen()
      return taken.size === 3
    }, 'each of three has taken some')
    await ground().source.run(sql`
      select pg_terminate_backend(pid) from (
        select pid from pg_stat_activity
        where datname = ${ground().bookDatabase} and application_name like '%locks' order by backend_start limit 1
      ) first`)
    for (let turn = 0; turn < 10; turn++) await tellTen()
    for (const replica of replicas) await replica.atRest()
    await assertEach(names.slice(0, told))
  })

  test('From feeds to JetStream and back, also with both at once, each event takes effect once and in the order of its key.', async () => {
    const names = numbered(300)
    const paying = payAll(names)
    const byFeed = ground().begin(enter, { by: feeds })
    await until(async () => (await ground().entries()).length > 20, 'feeds have begun')
    const both = ground().begin(enter)
    await until(async () => (await ground().entries()).length > 80, 'both go on')
    await byFeed.stop()
    await until(async () => (await ground().entries()).length > 150, 'JetStream goes on')
    const back = ground().begin(enter, { by: feeds })
    await both.stop()
    await paying
    await back.atRest()
    await assertEach(names)
  })

  test('What feeds have brought is not brought again by JetStream, and the other way round, when one has stopped before the other begins.', async () => {
    const names = numbered(60)
    for (const [turn, by] of [feeds, engine(), feeds].entries()) {
      for (const [index, name] of names.entries())
        if (Math.floor(index / 20) === turn) await ground().pay(name, `key ${index % 10}`)
      const follower = ground().begin(enter, { by })
      await follower.atRest()
      await follower.stop()
    }
    await assertEach(names)
  })

  test('Who comes too late for one event of several takes the others all the same, each once.', async () => {
    await ground().pay('first', 'one key')
    const before = ground().begin(enter, { by: feeds })
    await before.atRest()
    await before.stop()
    // Before the first one holds anything: the feeds of the cluster wait for whoever writes.
    for (const name of ['a', 'b', 'c', 'd']) await ground().pay(name, 'one key')
    await until(async () => (await inStream()) === 5, 'everything is in the stream')
    const held = Promise.withResolvers<void>()
    const early = ground().begin(
      async (event, tx, context) => {
        await held.promise
        await enter(event, tx, context)
      },
      { by: feeds, atOnce: 1 },
    )
    const locked = (isGranted: boolean) =>
      until(
        async () => {
          const locks = await ground().source.many(sql`
          select 1 from pg_locks join pg_database on pg_database.oid = database
          where datname = ${ground().bookDatabase} and locktype = 'advisory' and classid = 7302417 and granted = ${isGranted}`)
          return locks.length > 0
        },
        `a lock is ${isGranted ? 'held' : 'waited for'}`,
      )
    try {
      await locked(true)
      const late = ground().begin(enter)
      await locked(false)
      const stopped = early.stop()
      held.resolve()
      await stopped
      await late.atRest()
    } finally {
      held.resolve()
    }
    assert.deepEqual(await ground().entries(), ['first', 'a', 'b', 'c', 'd'])
  })

  test('While NATS is away from the start, events are kept and told slowly; when it comes, everything flows, and both are said once.', async () => {
    await ground().stopPublisher()
    await nats.kill()
    const said: string[] = []
    const log = createLog('info', { write: (line) => said.push(JSON.parse(line).msg) })
    const by = jetStream(nats.url, streams, log)
    ground().startPublisher()
    const names = numbered(40)
    await payAll(names.slice(0, 20))
    const follower = ground().begin(enter, { by })
    await follower.atRest()
    await nats.start()
    await payAll(names.slice(20))
    await follower.atRest()
    await until(async () => (await inStream()) === 40, 'everything is in the stream')
    await assertEach(names)
    assert.equal(said.filter((line) => line.startsWith('NATS is out of reach')).length, 1)
    assert.equal(said.filter((line) => line === 'NATS is back').length, 1)
  })

  test('NATS can die and come back on its data while events flow: nothing is lost, nothing happens twice.', async () => {
    const follower = ground().begin(enter)
    const names = numbered(200)
    const paying = payAll(names)
    await until(async () => (await ground().entries()).length > 30, 'events flow')
    await nats.kill()
    await sleep(100)
    await nats.start()
    await paying
    await follower.atRest()
    await assertEach(names)
  })

  test('When NATS has lost all its data, the stream is filled again, and nobody misses an event: neither who was there nor who was away.', async () => {
    const follower = ground().begin(enter)
    const names = numbered(60)
    await payAll(names.slice(0, 20))
    await follower.atRest()
    await follower.stop()
    await payAll(names.slice(20, 40))
    await until(async () => (await inStream()) === 40, 'everything is in the stream')
    await nats.kill()
    await nats.lose()
    await nats.start()
    await until(async () => (await inStream()) === 40, 'the stream is filled again')
    const next = ground().begin(enter)
    await next.atRest()
    await nats.kill()
    await nats.lose()
    await nats.start()
    await payAll(names.slice(40))
    await next.atRest()
    await assertEach(names)
    await until(async () => (await inStream()) === 60, 'the stream is filled again')
  })

  test('What the stream has let go before it was heard is read from the feed.', async () => {
    const names = numbered(60)
    await payAll(names.slice(0, 40))
    await until(async () => (await inStream()) === 40, 'everything is in the stream')
    await asking(({ streams }) => streams.purge('souk-till'))
    const follower = ground().begin(enter)
    await payAll(names.slice(40))
    await follower.atRest()
    await assertEach(names)
  })

  test('Another replica of the publisher carries on when the first one ends.', async () => {
    const follower = ground().begin(enter)
    ground().startPublisher()
    await ground().pay('a')
    await follower.atRest()
    await ground().publishers.shift()?.stop()
    await ground().pay('b')
    await follower.atRest()
    assert.deepEqual(await ground().entries(), ['a', 'b'])
  })

  test('A service tells of a source that it has not handled everything, until it has.', async () => {
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    let isHeld = false
    const follower = ground().begin(async (event, tx, context) => {
      isHeld = true
      await gate
      await enter(event, tx, context)
    })
    for (const key of ['a', 'b', 'c']) await ground().pay(key)
    await until(() => isHeld, 'one is in hand')
    const at = async () => (await standingOf(ground().db, ['till'])).cursors[0]?.at
    assert.notEqual(await at(), await headOf(ground().source))
    open()
    await follower.atRest()
    assert.equal(await at(), await headOf(ground().source))
  })

  test('NATS that wants to know who asks is told.', async () => {
    const secret = await startNatsServer({ user: 'souk', password: 's3cret' })
    try {
      const by = jetStream(secret.url, streams, silent)
      await ground().stopPublisher()
      ground().startPublisher(by)
      await ground().pay('a')
      await ground().begin(enter, { by }).atRest()
      assert.deepEqual(await ground().entries(), ['a'])
    } finally {
      await ground().stopAll()
      await secret.stop()
    }
  })
})

/** What every engine of events must keep, whatever carries them. */
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import { enter, enterOnce, type Handle } from './conformance-book.testing.ts'
import { type Ground, openGround } from './conformance-ground.testing.ts'
import type { Engine } from './engine.ts'
import { append } from './feed.ts'

type Tried = {
  /** A new one, as each process has its own. */
  engine(): Engine
  /** What makes a real process choose the same engine. */
  environment(): Record<string, string>
  /** Forgets what the engine keeps elsewhere than in the services’ databases. */
  clear?(): Promise<void>
}

/** Declares the tests for one engine. @returns the ground, for more tests in the same file */
export function conform({ engine, environment, clear }: Tried): () => Ground {
  let ground: Ground
  before(async () => {
    ground = await openGround(engine, environment)
  })
  beforeEach(async () => {
    await ground.clear()
    await clear?.()
    ground.startPublisher()
  })
  afterEach(() => ground.stopAll())
  after(() => ground.close())

  test('Every event takes effect once and those of a key in order, those from before the start as well.', async () => {
    for (const name of ['a', 'b', 'c']) await ground.pay(name, 'one key')
    const follower = ground.begin(enter)
    await follower.atRest()
    for (const name of ['d', 'e']) await ground.pay(name, 'one key')
    for (const name of ['x', 'y']) await ground.pay(name, 'another')
    await follower.atRest()
    assert.deepEqual(await ground.entries('one key'), ['a', 'b', 'c', 'd', 'e'])
    assert.deepEqual(await ground.entries('another'), ['x', 'y'])
  })

  test('A backlog longer than a batch is taken whole, each key in order, and kinds of events that nobody asked for are passed over.', async () => {
    await ground.source.run(sql`
      insert into platform.feed (type, subject, data)
      select case when n % 3 = 0 then 'till.opened.v1' else 'till.paid.v1' end, 'key ' || n % 20,
        jsonb_build_object('name', n::text, 'amount', 1)
      from generate_series(1, 1000) n`)
    await ground.begin(enter).atRest()
    const expected = Array.from({ length: 1_000 }, (_, index) => index + 1).filter((n) => n % 3 !== 0)
    assert.deepEqual(
      (await ground.entries()).map(Number).sort((a, b) => a - b),
      expected,
    )
    for (let key = 0; key < 20; key++) {
      const ofKey = expected.filter((n) => n % 20 === key).map(String)
      assert.deepEqual(await ground.entries(`key ${key}`), ofKey)
    }
  })

  test('A new event takes effect within a moment.', async () => {
    const follower = ground.begin(enter)
    const times: number[] = []
    for (let count = 1; count <= 5; count++) {
      await ground.pay('a').then(follower.atRest)
      await sleep(100)
      const began = performance.now()
      await ground.pay('b')
      while ((await ground.entries()).length < 2 * count) await sleep(1)
      times.push(performance.now() - began)
    }
    assert.ok((times.sort((a, b) => a - b)[2] as number) < 100, `${times} ms`)
  })

  test('Who stops and starts goes on where it was.', async () => {
    await ground.pay('a')
    const first = ground.begin(enter)
    await first.atRest()
    await first.stop()
    await ground.pay('b')
    await ground.begin(enter).atRest()
    assert.deepEqual(await ground.entries(), ['a', 'b'])
  })

  test('Effect and place are one: a handler that throws half way leaves neither.', async () => {
    let isBroken = true
    let tries = 0
    const follower = ground.begin(async (event, tx, context) => {
      await enter(event, tx, context)
      tries += 1
      if (isBroken) throw new Error('half way')
    })
    await ground.pay('a')
    while (tries < 3) await sleep(5)
    const moved = sql`
      select 1 from platform.cursors where position > 0 union all select 1 from platform.inbox`
    assert.deepEqual([await ground.entries(), await ground.db.many(moved)], [[], []])
    isBroken = false
    await follower.atRest()
    assert.deepEqual([await ground.entries(), await ground.parked()], [['a'], []])
  })

  test('The context’s database belongs to the transaction, and jobs are woken after the commit only.', async () => {
    let isBroken = true
    const seenWhenWoken: Promise<string[]>[] = []
    const handle: Handle = async ({ id, data }, _tx, context) => {
      await context.db.transaction((tx: Transaction) =>
        tx.run(sql`insert into entries (id, name, amount) values (${id}, ${data.name}, ${data.amount})`),
      )
      context.wake('a job')
      await sleep(10)
      if (isBroken) {
        isBroken = false
        throw new Error('half way')
      }
    }
    const follower = ground.begin(handle, { wake: () => seenWhenWoken.push(ground.entries()) })
    await ground.pay('a')
    await follower.atRest()
    assert.deepEqual(await ground.entries(), ['a'])
    assert.deepEqual(await Promise.all(seenWhenWoken), [['a']])
  })

  test('An event that comes twice has one effect with an idempotent handler.', async () => {
    let taken = 0
    const handle: Handle = async (event, tx, context) => {
      await sleep(10)
      await enterOnce(event, tx, context)
      taken += 1
    }
    const follower = ground.begin(handle, { redeliver: 1 })
    for (const name of ['a', 'b', 'c']) await ground.pay(name, 'one key')
    await follower.atRest()
    assert.equal(
      taken,
      9,
      'the follower is at rest only after the second deliveries, of each event and of an older one',
    )
    assert.deepEqual(await ground.entries(), ['a', 'b', 'c'])
  })

  test('Older events come again after newer ones where that is asked for, and the follower stays where it is.', async () => {
    const taken: string[] = []
    const handle: Handle = async (event, tx, context) => {
      taken.push(event.data.name)
      await enterOnce(event, tx, context)
    }
    const follower = ground.begin(handle, { redeliver: 1 })
    const names = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index))
    for (const name of names) await ground.pay(name, 'one key')
    await follower.atRest()
    assert.ok(
      taken.some((name, index) => index > 0 && name < (taken[index - 1] as string)),
      'something older came after something newer',
    )
    assert.deepEqual(await ground.entries(), names)
  })

  test('An event that keeps failing is parked with its fault after five attempts, and the others flow on.', async () => {
    let attempts = 0
    const follower = ground.begin(async (event, tx, context) => {
      await enter(event, tx, context)
      if (event.data.name !== 'poison') return
      attempts += 1
      throw new Error('it burns')
    })
    for (const name of ['a', 'poison', 'b', 'c']) await ground.pay(name, 'one key')
    await follower.atRest()
    assert.deepEqual(await ground.entries(), ['a', 'b', 'c'])
    const rows = await ground.parked()
    assert.deepEqual(rows, [{ id: rows[0]?.id, source: 'till', name: 'poison', error: 'it burns', attempts: 5 }])
    assert.equal(attempts, 1 + 5, 'once in its batch, five times alone')
    await ground.pay('d')
    await follower.atRest()
    assert.deepEqual((await ground.entries()).at(-1), 'd')
  })

  test('An event that breaks its contract is parked with the faulty field.', async () => {
    const follower = ground.begin(enter)
    await append(ground.source, { type: 'till.paid.v1', subject: 'x', data: { name: 'x', amount: 'much' } })
    await ground.pay('a')
    await follower.atRest()
    assert.deepEqual([await ground.entries(), (await ground.parked())[0]?.error], [['a'], '/amount: must be integer'])
  })

  test('Whatever a handler throws can be parked.', async () => {
    const follower = ground.begin(async () => {
      throw 'not even an error'
    })
    await ground.pay('a')
    await follower.atRest()
    assert.equal((await ground.parked())[0]?.error, 'not even an error')
  })

  test('A parked event is taken again on request: once, when the cause is mended.', async () => {
    let isBroken = true
    const follower = ground.begin(async (event, tx, context) => {
      await enter(event, tx, context)
      if (isBroken) throw new Error('it burns')
    })
    await ground.pay('a')
    await follower.atRest()
    const [row] = await ground.parked()
    const id = row?.id as string
    await assert.rejects(follower.replay(id), /it burns/)
    assert.deepEqual([await ground.entries(), (await ground.parked()).length], [[], 1])
    isBroken = false
    assert.equal(await follower.replay(id), true)
    assert.equal(await follower.replay(id), false)
    assert.deepEqual([await ground.entries(), await ground.parked()], [['a'], []])
  })

  test('Whichever replica takes an event, it takes effect once, and those of a key in order.', async () => {
    const replicas = Array.from({ length: 3 }, () =>
      ground.begin(async (event, tx, context) => {
        await enter(event, tx, context)
        await sleep(1)
      }),
    )
    const names = Array.from({ length: 120 }, (_, index) => `event ${String(index).padStart(3, '0')}`)
    for (const [index, name] of names.entries()) await ground.pay(name, `key ${index % 10}`)
    for (const replica of replicas) await replica.atRest()
    assert.deepEqual((await ground.entries()).sort(), names)
    for (let key = 0; key < 10; key++) {
      const ofKey = names.filter((_, index) => index % 10 === key)
      assert.deepEqual(await ground.entries(`key ${key}`), ofKey)
    }
  })

  test('When one replica stops, another goes on.', async () => {
    const [first, second] = [ground.begin(enter), ground.begin(enter)]
    await ground.pay('a')
    await first.atRest()
    await first.stop()
    await ground.pay('b')
    await second.atRest()
    assert.deepEqual(await ground.entries(), ['a', 'b'])
  })

  test('A follower whose source is out of reach goes on when it is back.', async () => {
    const follower = ground.begin(enter)
    await ground.pay('a')
    await follower.atRest()
    await ground.stopPublisher()
    await ground.pay('b')
    await sleep(250)
    assert.deepEqual(await ground.entries(), ['a'])
    ground.startPublisher()
    await follower.atRest()
    assert.deepEqual(await ground.entries(), ['a', 'b'])
  })

  test('However often connections to the database are lost, nothing is parked, lost or done twice.', async () => {
    const follower = ground.begin(async (event, tx, context) => {
      await enter(event, tx, context)
      await sleep(2)
    })
    const names = Array.from({ length: 60 }, (_, index) => `event ${index}`)
    const paying = (async () => {
      for (const name of names) await ground.pay(name, 'one key').then(() => sleep(4))
    })()
    for (let cut = 0; cut < 12; cut++) {
      await sleep(20)
      await ground.cutConnections()
    }
    await paying
    await ground.reachableAgain()
    await follower.atRest()
    assert.deepEqual([await ground.entries(), await ground.parked()], [names, []])
  })

  test('An event during which the connection breaks time and again is never parked for that.', async () => {
    let cuts = 0
    const follower = ground.begin(async (event, tx, context) => {
      await enter(event, tx, context)
      if (cuts++ < 6) await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`).catch(() => {})
    })
    await ground.pay('a')
    await follower.atRest()
    assert.ok(cuts > 6)
    assert.deepEqual([await ground.entries(), await ground.parked()], [['a'], []])
  })

  test('A real fault after such breaks still gets its attempts.', async () => {
    let tries = 0
    const follower = ground.begin(async (event, tx, context) => {
      tries += 1
      await enter(event, tx, context)
      if (tries <= 3) await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`)
      if (tries <= 6) throw new Error('a fault that passes')
    })
    await ground.pay('a')
    await follower.atRest()
    assert.deepEqual([await ground.entries(), await ground.parked()], [['a'], []])
  })

  test('A process that is killed in the middle of an event leaves it to the next one, whole, and what it had done as it is.', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `event ${index}`)
    for (const name of names.slice(0, 10)) await ground.pay(name, 'one key')
    const first = ground.begin(enter)
    await first.atRest()
    await first.stop()
    for (const name of names.slice(10)) await ground.pay(name, 'one key')
    await ground.dieAt(5)
    await ground.begin(enter).atRest()
    assert.deepEqual([await ground.entries(), await ground.parked()], [names, []])
  })

  return () => ground
}

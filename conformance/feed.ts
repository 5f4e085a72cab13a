/** What every service promises of its feed, and of how it stands in those of others. */
import { randomUUID } from 'node:crypto'
import type { Contract } from '@souk/platform/contract.ts'
import { FeedEvent } from '@souk/platform/events/feed.ts'
import { isBehind, Standing } from '@souk/platform/events/standing.ts'
import type { TSchema } from 'typebox'
import type { Clause } from './clause.ts'
import type { Answer } from './door.ts'
import { expectEqual, expectProblem, expectShape, expectStatus, expectThat } from './expectations.ts'
import { call, type Ground, neighbour } from './ground.ts'

const chapter = 'The feed and how it stands'
const start = '0-0'
/** So many events of a long feed are looked at. */
const most = 2_000

export const clausesOfTheFeed: readonly Clause[] = [
  {
    chapter,
    title: 'its events are CloudEvents with the promised data, each after the one before',
    async check(ground) {
      let at = start
      for (let seen = 0; seen < most; ) {
        const { answer, items } = await eventsAfter(ground, at, 500)
        if (items.length === 0) return
        for (const event of items) {
          expectEvent(answer, event, ground.contract)
          expectThat(answer, isBehind(at, event.position), `a position after ${at}`, event.position)
          at = event.position
        }
        seen += items.length
      }
    },
  },
  {
    chapter,
    title: 'it is read on from any position, as many events at a time as asked for, and the same each time',
    async check(ground) {
      const { answer, items } = await eventsAfter(ground, start, 10)
      const again = await eventsAfter(ground, start, 10)
      expectEqual(again.answer, again.items, items, 'the events')
      for (const [index, { position }] of items.slice(0, -1).entries()) {
        const next = await eventsAfter(ground, position, 1)
        expectEqual(next.answer, next.items, items.slice(index + 1, index + 2), `the event after ${position}`)
      }
      expectThat(answer, items.length <= 10, 'at most 10 events', items.length)
    },
  },
  {
    chapter,
    title: 'whoever is at its end waits as long as they say for the next event, and no longer',
    async check(ground) {
      const { body } = await call(ground, 'readStanding')
      const answer = await call(ground, 'readEvents', { after: body?.head ?? start, wait: 400 })
      expectStatus(answer, 200)
      expectThat(answer, answer.took < 2_000, 'an answer after 400 ms', `one after ${Math.round(answer.took)} ms`)
      const isEmpty = answer.body?.items?.length === 0
      expectThat(
        answer,
        !isEmpty || answer.took > 300,
        'to wait 400 ms while there is nothing to tell',
        `an empty answer after ${Math.round(answer.took)} ms`,
      )
    },
  },
  {
    chapter,
    title: 'GET /standing tells where its feed ends, which is where its last event stands',
    async check(ground) {
      const standing = await call(ground, 'readStanding')
      expectStatus(standing, 200)
      expectShape(standing, standing.body, Standing, 'an answer')
      const { items } = await eventsAfter(ground, standing.body.head, 500)
      const later = await call(ground, 'readStanding')
      expectEqual(later, later.body.head, items.at(-1)?.position ?? standing.body.head, 'head')
    },
  },
  {
    chapter,
    title: 'only what is parked can be replayed',
    async check(ground) {
      const unknown = await call(ground, 'replayEvent', { id: randomUUID() }, { as: neighbour })
      expectProblem(unknown, 'not_found')
    },
  },
]

export async function eventsAfter(ground: Ground, after: string, limit: number) {
  const answer = await call(ground, 'readEvents', { after, limit })
  expectStatus(answer, 200)
  return { answer, items: (answer.body?.items ?? []) as FeedEvent[] }
}

/** All of the feed's events of one type and about one thing. */
export async function toldOf(ground: Ground, type: string, subject: string) {
  const found: FeedEvent[] = []
  for (let at = start; ; ) {
    const { items } = await eventsAfter(ground, at, 500)
    const last = items.at(-1)
    if (last === undefined) return found
    found.push(...items.filter((event) => event.type === type && event.subject === subject))
    at = last.position
  }
}

function expectEvent(answer: Answer, event: FeedEvent, contract: Contract) {
  expectShape(answer, event, FeedEvent, 'an event')
  expectEqual(answer, event.source, contract.name, 'the source of an event')
  const data: TSchema | undefined = contract.events[event.type]
  if (data === undefined) expectThat(answer, false, 'an event that the contract promises', event.type)
  else expectShape(answer, event.data, data, `the data of ${event.type}`)
}

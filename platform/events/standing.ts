/** What every service tells of itself to its neighbours: its feed, how far it has read theirs, and what it could not digest. */
import { type Static, Type } from 'typebox'
import { type Contract, get, post } from '../contract.ts'
import type { Db } from '../database/pool.ts'
import { SoukError } from '../errors.ts'
import { parkedEvents, positionsOf } from './cursors.sql.ts'
import { headOf, readEvents, start } from './feed.ts'

const Position = Type.String({ description: 'as in the feed that it is of' })

export const Standing = Type.Object(
  {
    head: Type.String({ description: 'the position of the newest event of the service’s own feed' }),
    cursors: Type.Array(Type.Object({ source: Type.String(), at: Position }), {
      description: 'how far each feed that it follows has been read',
    }),
    parked: Type.Array(
      Type.Object({
        id: Type.String(),
        source: Type.String(),
        type: Type.String(),
        error: Type.String(),
        parkedAt: Type.String(),
      }),
      { description: 'events that it could not digest, oldest first, the first 200' },
    ),
  },
  { title: 'Standing' },
)
export type Standing = Static<typeof Standing>

const readStanding = get('/standing', {
  summary: 'How far the feeds of neighbours have been read, and which events could not be digested',
  access: 'internal',
  returns: Standing,
})

const replayEvent = post('/parked-events/:id/replay', {
  summary: 'Take a parked event again, when the cause is mended',
  access: 'internal',
  params: { id: Type.String({ format: 'uuid' }) },
  repeat: 'natural',
  errors: { replay_failed: { code: 'conflict', description: 'it still cannot be digested, and stays parked' } },
})

const promises = { readEvents, readStanding, replayEvent }
type Promises = typeof promises

/** Every contract also promises its feed, and how the service stands in those of others. */
export function withFeed<C extends Contract>(
  contract: C,
): Omit<C, 'operations'> & { operations: C['operations'] & Promises } {
  return { ...contract, operations: { ...contract.operations, ...promises } }
}

/** A cursor moves over events of all types, so a follower that has seen everything stands at the head. */
export function isBehind(at: string, head: string) {
  const [transactionId = 0n, position = 0n] = numbersOf(at)
  const [headTransaction = 0n, headPosition = 0n] = numbersOf(head)
  return transactionId === headTransaction ? position < headPosition : transactionId < headTransaction
}

function numbersOf(position: string) {
  return position.split('-').map(BigInt)
}

/** @param sources the feeds that the service follows */
export async function standingOf(db: Db, sources: Iterable<string>): Promise<Standing> {
  // The cursors first: what is told between the two makes a follower seem behind for a moment, never ahead.
  const known = new Map((await positionsOf(db)).map(({ source, at }) => [source, at]))
  const [head, parked] = await Promise.all([headOf(db), parkedEvents(db, 200)])
  return { head, cursors: [...sources].map((source) => ({ source, at: known.get(source) ?? start })), parked }
}

type Replaying = { replay(id: string): Promise<boolean> }

/** @throws 404 where no such event is parked, 409 `replay_failed` where it still cannot be digested */
export async function replay(followers: readonly Replaying[], id: string) {
  for (const follower of followers) {
    const done = await follower.replay(id).catch((error: Error) => {
      throw new SoukError('conflict', 'replay_failed', `The event still cannot be digested: ${error.message}`, {
        cause: error,
      })
    })
    if (done) return
  }
  throw new SoukError('not_found', 'not_found', `No event ${id} is parked.`)
}

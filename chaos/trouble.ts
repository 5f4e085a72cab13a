/** What goes wrong inside a process: around its calls to neighbours, its commits, and the connections to its database. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Around } from '@souk/platform/boundary.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { fail } from '@souk/platform/errors.ts'
import type { Chance } from './chance.ts'
import { calm, type Inside, type Weather } from './messages.ts'

type Report = (what: Inside, where: string) => void

export type Trouble = {
  around: Around
  /** The share of events that come again now. */
  redeliver(): number
  become(weather: Weather): void
}

export function troubleBy(chance: Chance, report: Report): Trouble {
  let weather = calm

  const aroundCall: Around = async ({ service, name }, work) => {
    const tell = (what: Inside) => report(what, `${service} → ${name}`)
    if (chance.happens(weather.delayed)) {
      tell('call_delayed')
      await sleep(chance.between(20, 1_500))
    }
    if (chance.happens(weather.droppedBefore)) {
      tell('call_never_made')
      await sleep(chance.between(0, 1_000))
      throw outOfReach(name)
    }
    const isTwice = chance.happens(weather.twice)
    if (isTwice) tell('call_twice')
    const answer = await (isTwice ? twice(work, chance.happens(0.5)) : work())
    if (chance.happens(weather.droppedAfter)) {
      tell('answer_lost')
      throw outOfReach(name)
    }
    return answer
  }

  const aroundCommit: Around = async ({ service, name }, work) => {
    const tell = (what: Inside) => report(what, `${service}: ${name}`)
    // Far less than for calls: a purchase has many commits, and a slow one holds its rows.
    if (chance.happens(weather.delayed / 4)) {
      tell('commit_delayed')
      await sleep(chance.between(5, 300))
    }
    if (chance.happens(weather.droppedBefore / 4)) {
      tell('commit_refused')
      throw connectionLost()
    }
    const outcome = await work()
    if (chance.happens(weather.droppedAfter / 4)) {
      tell('commit_without_answer')
      throw connectionLost()
    }
    return outcome
  }

  return {
    around: (boundary, work) => (boundary.kind === 'call' ? aroundCall(boundary, work) : aroundCommit(boundary, work)),
    redeliver: () => weather.events,
    become(next) {
      weather = next
    },
  }
}

/** Takes every connection of a service's pool, and gives them back after a while. */
export async function fillPool(db: Database, connections: number, milliseconds: number) {
  const taken = await Promise.allSettled(Array.from({ length: connections }, () => db.pool.connect()))
  await sleep(milliseconds)
  for (const one of taken) if (one.status === 'fulfilled') one.value.release()
}

/** The same request arrives two times: one after the other, or both at once. The caller hears the second answer. */
async function twice<T>(work: () => Promise<T>, atOnce: boolean): Promise<T> {
  const first = work()
  first.catch(() => {})
  if (!atOnce) await first.catch(() => {})
  const second = await work()
  await first.catch(() => {})
  return second
}

function outOfReach(name: string) {
  return fail('unavailable', `${name} did not answer.`, { retryAfter: 1 })
}

function connectionLost() {
  return Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
}

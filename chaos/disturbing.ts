/** The hand that disturbs: it kills, stops and fills what the seed draws, and in the end makes all good again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { NatsServer } from '@souk/platform/events/nats-server.testing.ts'
import type { Chance } from './chance.ts'
import { calm, foul } from './messages.ts'
import type { Shop } from './shop.ts'

/** How often each comes where each service has a process of its own. */
const weights = {
  ...{ process_killed: 5, process_stopped: 3, pool_filled: 3 },
  ...{ database_killed: 1, database_stopped: 2, nats_killed: 1 },
}
/** Where there is one process, its death closes all of the shop: more often, and nothing would be sold between. */
const weightsOfOne = { ...weights, process_killed: 1 }

export type Outside = Exclude<keyof typeof weights, 'pool_filled'>

/** From the least to the most, in milliseconds. */
type Range = readonly [least: number, most: number]
const betweenTwo: Range = [800, 3_200]
const stopped: Range = [500, 4_000]
const filled: Range = [1_000, 3_000]
const gone: Range = [300, 3_000]

/** Disturbs until `until`, and ends when everything runs again. */
export async function disturb(
  { members, database, nats, become, areUp }: Shop,
  chance: Chance,
  until: number,
  happened: (what: Outside, where: string) => void,
) {
  const underWay = new Set<Promise<void>>()
  /** What goes on for a while; a failure of it is heard when all is healed. */
  const goesOn = (work: Promise<void>) => {
    underWay.add(work)
    work.catch(() => {})
  }
  // One thing at a time is done to the database.
  let isDatabaseBusy = false
  const toDatabase = (what: Outside, where: string, work: () => Promise<void>) => {
    if (isDatabaseBusy) return
    isDatabaseBusy = true
    happened(what, where)
    goesOn(
      work().finally(() => {
        isDatabaseBusy = false
      }),
    )
  }

  let isNatsGone = false
  /** It comes back on what it had written to its disk. */
  const withoutNats = async (server: NatsServer, milliseconds: number) => {
    isNatsGone = true
    await server.kill()
    await sleep(milliseconds)
    await server.start()
    isNatsGone = false
  }

  become(foul)
  while (Date.now() < until) {
    // All is drawn whether it is used or not, so that the same seed draws the same whatever came between.
    const what = chance.weighted(members.length === 1 ? weightsOfOne : weights)
    const member = chance.pick(members)
    const share = chance.draw()
    const rest = chance.between(...betweenTwo)
    const left = Math.max(until - Date.now(), 100)
    const lasting = ([least, most]: Range) => Math.min(least + share * (most - least), left)
    const isStopped = `${(lasting(stopped) / 1_000).toFixed(1)} s`
    if (what === 'database_killed') toDatabase(what, '', database.killAndRestart)
    else if (what === 'database_stopped') toDatabase(what, isStopped, () => database.pause(lasting(stopped)))
    else if (what === 'nats_killed') {
      if (nats === undefined || isNatsGone) continue
      happened(what, `${(lasting(gone) / 1_000).toFixed(1)} s`)
      goesOn(withoutNats(nats, lasting(gone)))
    } else if (member.isUp()) {
      if (what === 'pool_filled') member.fillPool(lasting(filled))
      else {
        happened(what, what === 'process_stopped' ? `${member.name}, ${isStopped}` : member.name)
        if (what === 'process_killed') member.kill()
        else goesOn(member.pause(lasting(stopped)))
      }
    }
    await sleep(Math.min(rest, left))
  }
  become(calm)
  await Promise.all(underWay)
  await areUp()
}

/** Stops each service in turn, by a kill and by a freeze, and tells what everybody's actions come to meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Market } from '../market.ts'
import type { ProcessShop } from '../process-shop.ts'
import { type Action, actions, prepareThings, type Things } from './actions.ts'

export const outcomes = {
  works: 'works',
  partly: 'works, and says what is missing or from a moment ago',
  later: 'accepted, and ends when the service is back',
  refused: 'is refused with a clear 503 (504 by the first who waited in vain)',
} as const
export type Outcome = keyof typeof outcomes

/** By the action's words. */
export type How = 'killed' | 'frozen'
export type Row = { service: string; how: How; found: ReadonlyMap<string, Outcome> }

/** How long pages, and operations that say nothing else, may take; and a moment for a busy machine. In milliseconds. */
const usual = 5_000
const moment = 3_000
const patience = 20_000

export async function isolate(
  shop: ProcessShop,
  market: Market,
  options: { ways: (service: string) => readonly How[]; progress?: (text: string) => void },
): Promise<Row[]> {
  const { ways, progress = () => {} } = options
  const rows: Row[] = []
  for (const member of shop.members.filter(({ service }) => service !== 'gateway')) {
    const { service } = member
    for (const how of ways(service)) {
      progress(`${service}-service ${how}`)
      const things = await prepareThings(market)
      await untilWell(market, things)
      if (how === 'killed') await member.kill()
      else member.freeze()
      const backAgain = async () => (how === 'killed' ? member.start() : member.thaw())
      rows.push({ service, how, found: await attemptAll(market, things).finally(backAgain) })
      await untilWell(market, things)
    }
  }
  return rows
}

async function attemptAll(market: Market, things: Things) {
  const found = await Promise.all(
    actions.map(async (action) => [action.does, await judge(action, market, things)] as const),
  )
  return new Map(found)
}

/** @throws where the answer is none of the outcomes, or comes too late */
async function judge(action: Action, market: Market, things: Things): Promise<Outcome> {
  const began = Date.now()
  const answer = await action.attempt(market, things)
  const text = await answer.text()
  const took = Date.now() - began
  const outcome = outcomeOf(answer, text)
  const longest = (action.operation?.timeout ?? usual) + moment
  if (outcome === undefined || took > longest)
    throw new Error(`'${action.does}' was answered ${answer.status} after ${took} ms: ${text.slice(0, 400)}`)
  return outcome
}

function outcomeOf({ status, headers }: Response, text: string): Outcome | undefined {
  const isPage = headers.get('content-type')?.startsWith('text/html') === true
  if (status === 503) return isPage || headers.has('retry-after') ? 'refused' : undefined
  if (status === 504) return /in time/.test(text) ? 'refused' : undefined
  if (status === 202) return 'later'
  if (status !== 200 && status !== 201) return undefined
  const isPartly = isPage ? /out of reach/i.test(text) : headers.has('warning')
  return isPartly ? 'partly' : 'works'
}

/** A service that is back is trusted again after a moment. */
async function untilWell(market: Market, things: Things) {
  const looking = actions.filter(({ looks }) => looks)
  for (const until = Date.now() + patience; ; await sleep(100)) {
    const found = await Promise.all(looking.map((action) => judge(action, market, things)))
    if (found.every((outcome) => outcome === 'works')) return
    if (Date.now() > until)
      throw new Error(`not well again: ${looking.map(({ does }, index) => `${does}: ${found[index]}`)}`)
  }
}

/** Where promises are shown: the whole shop in each placement, a stage for races, a clock to move, the books at the end of each test. */
import assert from 'node:assert/strict'
import { after, afterEach, before, suite } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Placement } from '@souk/platform/host.ts'
import { type Answer, type Market, openMarket, type PlacedOrder, type Problem } from '../market.ts'
import { createStage, type Stage } from '../stage.ts'

export type Ground = {
  market: Market
  stage: Stage
  /** Time passes for all services, and what has become due is done. */
  later(seconds: number): Promise<void>
}

/** @param tests are told where they stand when they run */
export function inEachPlacement(
  options: { environment?: Record<string, string>; placements?: readonly Placement[] },
  tests: (ground: Ground) => void,
) {
  for (const placement of options.placements ?? (['memory', 'http'] as const))
    suite(`With services that call each other in placement ${placement}`, () => {
      let ahead = 0
      const stage = createStage()
      const ground = {
        stage,
        async later(seconds: number) {
          // What is being done right now ends at its own time.
          await ground.market.shop.drain()
          ahead += seconds * 1_000
          await ground.market.shop.drain()
        },
      } as Ground
      before(async () => {
        ground.market = await openMarket({
          placement,
          around: stage.around,
          now: () => new Date(Date.now() + ahead),
          ...(options.environment === undefined ? {} : { environment: options.environment }),
        })
      })
      afterEach(async () => {
        stage.clear()
        await ground.market.audit()
      })
      after(() => ground.market.close())
      tests(ground)
    })
}

export async function stockOf({ guest }: Market, sku: string) {
  return (await guest.call('GET', `/stock/${sku}`)).body
}

/** The order as staff see it. */
export async function orderOf({ staff }: Market, id: string): Promise<PlacedOrder> {
  return (await staff.call('GET', `/orders/${id}`)).body
}

/** How often the provider’s own books have each kind of entry for an order. */
export async function providerBooks({ staff }: Market, orderId: string): Promise<Record<string, number>> {
  const { items } = (await staff.call('GET', `/provider-entries?orderId=${orderId}`)).body
  const counts: Record<string, number> = {}
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** What somebody was told, in short: `201 confirmed`, `409 out_of_stock`. */
export function told({ status, body }: Answer<PlacedOrder & Problem>) {
  return `${status} ${body.reason ?? body.status}`
}

/** Looks until it is so. */
export async function until(what: string, isSo: () => Promise<boolean>, seconds = 10) {
  for (const end = Date.now() + seconds * 1_000; !(await isSo()); ) {
    assert.ok(Date.now() < end, `it did not come to pass: ${what}`)
    await sleep(20)
  }
}

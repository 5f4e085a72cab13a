/** Follows another service's feed: the cursor moves in the transaction of the effect, and replicas share it. */
import { cursorOf, handledOf, moveCursor } from './cursors.sql.ts'
import type { Engine } from './engine.ts'
import type { FeedEvent } from './feed.ts'
import { pause } from './pause.ts'
import { batchSize, type Claim, type Follower, type FollowOptions, takerOf, together } from './taking.ts'

/** The engine that needs nobody else: followers read the feeds themselves. */
export const feeds: Engine = { publish: () => {}, follow, close: async () => {} }

function follow<Context>(options: FollowOptions<Context>): Follower {
  const { source, db, log } = options
  const stopping = new AbortController()
  const taking = takerOf(options, stopping.signal)

  const claimFrom =
    (start: string): Claim =>
    async (tx, events, after) => {
      const from = after ?? start
      const to = (events.at(-1) as FeedEvent).position
      if (!(await moveCursor(tx, source, from, to))) return undefined
      const handled = await handledOf(tx, source, from, to)
      return handled.size === 0 ? events : events.filter(({ position }) => !handled.has(position))
    }

  let inHand: Promise<unknown> = Promise.resolve()

  async function run() {
    let failures = 0
    let at: string | undefined
    let lastBatch = 0
    while (!stopping.signal.aborted) {
      try {
        const from = at ?? (await cursorOf(db, source))
        if (stopping.signal.aborted) return
        at = from
        const events = await options.read(from, batchSize, 20_000, stopping.signal)
        if (events.length > 0 && !stopping.signal.aborted) {
          const began = Date.now()
          const handled = taking.handle(events, claimFrom(from))
          inHand = handled
          at = (await handled) ? events.at(-1)?.position : undefined
          // Where events come without a pause, several are taken together: one transaction for all of them.
          const isBusy = began - lastBatch < 2 * together
          lastBatch = began
          const rest = together - (Date.now() - began)
          if (isBusy && rest > 0 && events.length < batchSize) await pause(rest, stopping.signal)
        }
        failures = 0
      } catch (error) {
        if (stopping.signal.aborted) return
        at = undefined
        failures += 1
        log[failures > 3 ? 'warn' : 'debug']({ err: error, source }, 'cannot follow this feed now; trying again')
        await pause(Math.min(2 ** failures * 25, 1_000), stopping.signal)
      }
    }
  }

  const running = run()
  return {
    source,
    async cursor() {
      // What is in hand comes to its end first, second deliveries too.
      await inHand.catch(() => {})
      return cursorOf(db, source)
    },
    replay: taking.replay,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

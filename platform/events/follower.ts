/** Follows another service's feed: the cursor moves in the transaction of the effect, and replicas share it. */
import { cursorOf, handledOf, moveCursor } from './cursors.sql.ts'
import type { Engine } from './engine.ts'
import type { FeedEvent } from './feed.ts'
import { pause } from './pause.ts'
import { batchSize, type Claim, type Follower, type FollowOptions, takerOf, together } from './taking.ts'

/** After so many failures in a row, about ten seconds, people are told. */
const tellAfter = 15

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
      // Not awaited one by one: they travel together.
      const [isMoved, handled] = await Promise.all([moveCursor(tx, source, from, to), handledOf(tx, source, from, to)])
      if (!isMoved) return undefined
      return handled.size === 0 ? events : events.filter(({ position }) => !handled.has(position))
    }

  let inHand: Promise<unknown> = Promise.resolve()
  let isWaiting = false
  let failures = 0
  let sawTheEnd = Date.now()

  async function run() {
    let at: string | undefined
    let lastBatch = 0
    while (!stopping.signal.aborted) {
      try {
        const from = at ?? (await cursorOf(db, source))
        if (stopping.signal.aborted) return
        at = from
        isWaiting = true
        const events = await options.read(from, batchSize, 20_000, stopping.signal)
        isWaiting = false
        // It had to wait, or there was less than could have been: at that moment the feed had no more.
        if (events.length < batchSize) sawTheEnd = Date.now()
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
        isWaiting = false
        if (stopping.signal.aborted) return
        at = undefined
        failures += 1
        // Said once: a neighbour that starts later than this one is no news.
        const { message: reason } = error as Error
        log[failures === tellAfter ? 'warn' : 'debug']({ reason, source }, 'cannot follow this feed now; trying again')
        await pause(Math.min(2 ** failures * 25, 1_000), stopping.signal)
      }
    }
  }

  const running = run()
  return {
    source,
    lag: () => (isWaiting && failures === 0 ? 0 : (Date.now() - sawTheEnd) / 1_000),
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

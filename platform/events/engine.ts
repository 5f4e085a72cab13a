/** How events get from the feed of those who publish them to the handlers of those who follow: read there, or by NATS. */
import type { Database } from '../database/pool.ts'
import type { Log } from '../log.ts'
import type { Feed } from './feed.ts'
import type { Follower, FollowOptions } from './taking.ts'

export type Publisher = { service: string; db: Database; feed: Feed; log: Log }

export type Engine = {
  /** Carries a service's events on from its feed, where this engine does. */
  publish(publisher: Publisher): void
  follow<Context>(options: FollowOptions<Context>): Follower
  /** Ends what it has begun, followers excepted. */
  close(): Promise<void>
}

/** The engine for shops that outgrow feeds: events travel by NATS JetStream, and consumers in many replicas share them. */
import type { Database } from '../database/pool.ts'
import type { Log } from '../log.ts'
import type { Engine } from './engine.ts'
import { natsServers, openNats } from './nats.ts'
import { relay } from './relay.ts'
import type { Streams } from './stream.ts'
import { followStream } from './stream-follower.ts'
import { openTurns, type Turns } from './turns.ts'

/** @param url as `natsServers` takes it */
export function jetStream(url: string, streams: Streams, log: Log): Engine {
  const nats = openNats(natsServers(url), log)
  const turns = new Map<Database, Turns>()
  const relays: (() => Promise<void>)[] = []

  function turnsOf(db: Database, log: Log) {
    const known = turns.get(db) ?? openTurns(db, log)
    turns.set(db, known)
    return known
  }

  return {
    publish(publisher) {
      relays.push(relay(publisher, nats, turnsOf(publisher.db, publisher.log), streams))
    },
    follow: (options) => followStream(options, nats, turnsOf(options.db, options.log), streams),
    async close() {
      await Promise.all(relays.map((end) => end()))
      await Promise.all([...turns.values()].map((each) => each.close()))
      await nats.close()
    },
  }
}

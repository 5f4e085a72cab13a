/** The engine for shops that outgrow feeds: events travel by NATS JetStream, and consumers in many replicas share them. */
import type { Database } from '../database/pool.ts'
import type { Log } from '../log.ts'
import type { Engine } from './engine.ts'
import { natsServers, openNats } from './nats.ts'
import { relay } from './relay.ts'
import { followStream } from './stream-follower.ts'
import { openTurns, type Turns } from './turns.ts'

/**
 * @param url as `natsServers` takes it
 * @param replicas how many servers of a NATS cluster keep each stream
 */
export function jetStream(url: string, replicas: number, log: Log): Engine {
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
      relays.push(relay(publisher, nats, turnsOf(publisher.db, publisher.log), replicas))
    },
    follow: (options) => followStream(options, nats, turnsOf(options.db, options.log), replicas),
    async close() {
      await Promise.all(relays.map((end) => end()))
      await Promise.all([...turns.values()].map((each) => each.close()))
      await nats.close()
    },
  }
}

/** Which engine a process uses: NATS where it is told of one, else feeds. */
import { type Environment, number, optionalText, readConfig } from '../config.ts'
import type { Log } from '../log.ts'
import type { Engine } from './engine.ts'
import { feeds } from './follower.ts'
import { jetStream } from './jetstream.ts'

const settings = {
  url: optionalText('SOUK_NATS_URL', 'nats://host:4222 or tls://user:password@host: events go by NATS JetStream'),
  replicas: number('SOUK_NATS_REPLICAS', 'how many servers of the NATS cluster keep each event', 1, 1),
}

/** @throws where the address of NATS is none */
export function engineBy(environment: Environment, log: Log): Engine {
  const { url, replicas } = readConfig(settings, environment)
  return url === undefined ? feeds : jetStream(url, replicas, log)
}

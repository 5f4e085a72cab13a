/** Which engine a process uses: NATS where it is told of one, else feeds. */
import { type Environment, number, optionalText, readConfig, text } from '../config.ts'
import type { Log } from '../log.ts'
import type { Engine } from './engine.ts'
import { feeds } from './follower.ts'

const settings = {
  url: optionalText('SOUK_NATS_URL', 'nats://host:4222 or tls://user:password@host: events go by NATS JetStream'),
  prefix: text('SOUK_NATS_PREFIX', 'what the streams are called by, where several shops use one NATS', 'souk'),
  replicas: number('SOUK_NATS_REPLICAS', 'how many servers of the NATS cluster keep each event', 1, 1),
}

/** @throws where the address of NATS is none */
export async function engineBy(environment: Environment, log: Log): Promise<Engine> {
  const { url, ...streams } = readConfig(settings, environment)
  if (url === undefined) return feeds
  const { jetStream } = await import('./jetstream.ts')
  return jetStream(url, streams, log)
}

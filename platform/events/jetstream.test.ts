/** Events over NATS JetStream: what every engine keeps, and what only this one does. */
import { after, before, suite } from 'node:test'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { createLog } from '../log.ts'
import { conform } from './conformance.testing.ts'
import { jetStream } from './jetstream.ts'
import { type NatsServer, natsMissing, startNatsServer } from './nats-server.testing.ts'

suite('Events over NATS JetStream', { skip: natsMissing }, () => {
  let nats: NatsServer
  before(async () => {
    nats = await startNatsServer()
  })
  after(() => nats.stop())
  const engine = () => jetStream(nats.url, 1, createLog(process.argv.includes('--noisy') ? 'debug' : 'silent'))

  /** NATS has never heard of the till. */
  async function forget() {
    const connection = await connect({ servers: new URL(nats.url).host })
    const manager = await jetstreamManager(connection)
    await manager.streams.delete('souk-till').catch(() => {})
    await connection.close()
  }
  conform(engine, forget)
})

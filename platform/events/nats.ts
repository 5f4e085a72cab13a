/** The one connection of a process to NATS: made in the background, and made again for ever when it is lost. */
import type { ConnectionOptions, NatsConnection } from '@nats-io/nats-core'
import { connect } from '@nats-io/transport-node'
import type { Log } from '../log.ts'
import { pause } from './pause.ts'

export type Nats = {
  /** The connection, as soon as there is one. @throws when this is closed or the signal comes first */
  connection(signal: AbortSignal): Promise<NatsConnection>
  isUp(): boolean
  /** What the work comes to. @throws also when the connection is lost meanwhile, so that nobody waits for its answer in vain */
  unlessLost<T>(work: Promise<T>): Promise<T>
  /** Grows with each connection that is made: what was known of the server before may have changed. */
  generation(): number
  close(): Promise<void>
}

type Servers = Pick<ConnectionOptions, 'servers' | 'user' | 'pass' | 'token' | 'tls'>

/**
 * @param url `nats://host:4222` or `tls://…`, several servers of a cluster with commas; `user:password@` or `token@` before
 *   the first host
 * @throws saying what a usable one looks like
 */
export function natsServers(url: string): Servers {
  const urls = url.split(',').map((one) => parse(one.trim()))
  const [first] = urls as [URL, ...URL[]]
  const [user, pass] = [decodeURIComponent(first.username), decodeURIComponent(first.password)]
  return {
    servers: urls.map(({ host }) => host),
    ...(user === '' ? {} : pass === '' ? { token: user } : { user, pass }),
    ...(first.protocol === 'tls:' ? { tls: {} } : {}),
  }
}

function parse(one: string) {
  // Not repeated in the message: it can hold a password.
  if (!URL.canParse(one) || !/^(nats|tls):\/\/[^/]/.test(one))
    throw new Error('SOUK_NATS_URL is none: use nats://host:4222, or tls://user:password@host:4222,host2:4222')
  return new URL(one)
}

/** Between two tries to reach NATS, in milliseconds. */
const longestPause = 500

export function openNats(servers: Servers, log: Log): Nats {
  const closing = new AbortController()
  let current: NatsConnection | undefined
  let generation = 0
  let isUp = false
  let isTold = false
  let attempts = 0
  const waiting = new Set<() => void>()
  const givingUp = new Set<(error: Error) => void>()

  const lost = (error?: unknown) => {
    isUp = false
    for (const give of givingUp) give(new Error('the connection to NATS was lost'))
    givingUp.clear()
    if (isTold || closing.signal.aborted) return
    isTold = true
    const reason = error === undefined ? undefined : String((error as Error).message)
    log.warn(
      { reason },
      'NATS is out of reach: events wait in their feeds, and follow slowly from there until it is back',
    )
  }
  const found = () => {
    isUp = true
    attempts = 0
    generation += 1
    if (isTold) log.info('NATS is back')
    isTold = false
    for (const wake of waiting) wake()
  }

  async function watch(connection: NatsConnection) {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') lost()
      if (type === 'reconnect') found()
    }
  }

  async function run() {
    for (let failures = 1; !closing.signal.aborted; failures++) {
      try {
        const connecting = connect({
          ...servers,
          name: 'souk',
          timeout: 5_000,
          maxReconnectAttempts: -1,
          // Credentials can be mended while the shop runs.
          ignoreAuthErrorAbort: true,
          reconnectDelayHandler: () =>
            Math.min(50 * 2 ** Math.min(attempts++, 10), longestPause) * (0.5 + Math.random() / 2),
          pingInterval: 5_000,
          maxPingOut: 2,
        })
        current = await Promise.race([connecting, aborted(closing.signal)])
        if (current === undefined) return void connecting.then((late) => late.close()).catch(() => {})
        failures = 0
        found()
        void watch(current)
        lost((await Promise.race([current.closed(), aborted(closing.signal)])) ?? undefined)
      } catch (error) {
        lost(error)
      }
      await pause(Math.min(50 * 2 ** failures, longestPause), closing.signal)
    }
  }

  const running = run()
  return {
    async connection(signal) {
      const either = AbortSignal.any([signal, closing.signal])
      while (!either.aborted) {
        if (current !== undefined && isUp) return current
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake)
            either.removeEventListener('abort', wake)
            resolve()
          }
          waiting.add(wake)
          either.addEventListener('abort', wake)
        })
      }
      throw new Error('nobody waits for NATS any more')
    },
    isUp: () => isUp,
    unlessLost: (work) =>
      new Promise((resolve, reject) => {
        givingUp.add(reject)
        work.then(resolve, reject).finally(() => givingUp.delete(reject))
      }),
    generation: () => generation,
    async close() {
      closing.abort()
      await running
      await current?.close().catch(() => {})
    },
  }
}

function aborted(signal: AbortSignal) {
  return new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined))
  })
}

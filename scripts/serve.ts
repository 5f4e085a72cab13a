/**
 * `npm run serve -- order cart`: runs just these here; neighbours are found by their *_SERVICE_URL, databases by their
 * *_DATABASE_URL. It ends with whoever started it, where that one keeps an eye on it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { processEnvironment } from '@souk/platform/config.ts'
import { patienceOf } from './patience.ts'
import { deployables, serve } from './serving.ts'

const help = `npm run serve -- NAME …

Runs these services, or the gateway, in this process: ${deployables.join(', ')}.

  ORDER_DATABASE_URL   the database of order-service, and so on for each service that runs here
  CART_SERVICE_URL     where cart-service is, and so on for each neighbour; several with commas
  ORDER_SERVICE_PORT   the port that order-service listens on (default: any free one)
  SOUK_SERVICE_HOST    the address that services listen on (default 127.0.0.1)
  PORT, SOUK_HOST      the gateway's
  SOUK_HOUSE_SECRET    the same for all, by which services know each other
`

const names = process.argv.slice(2)
if (names.includes('--help')) {
  console.log(help)
  process.exit(0)
}
const started = Date.now()
const isWatched = process.connected === true

try {
  const serving = await serve(names, processEnvironment(), { say: (line) => console.log(line) })
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    const late = sleep(patienceOf(processEnvironment()), 'late', { ref: false })
    const end = await Promise.race([serving.stop().then(() => 'done'), late])
    if (!isWatched) console.log(end === 'done' ? 'closed' : 'closed, not waiting any longer')
    process.exit(end === 'done' ? 0 : 1)
  }
  process.on('SIGTERM', stop)
  // The terminal tells all processes of a shop; only who watches over this one says when it is its turn.
  process.on('SIGINT', () => (isWatched ? undefined : stop()))
  if (isWatched) {
    process.on('disconnect', stop)
    process.send?.({ tell: 'ready' })
  } else {
    const lines = [...serving.addresses].map(([name, url]) => `  ${name.padEnd(14)}${url}`)
    console.log(`running after ${((Date.now() - started) / 1_000).toFixed(1)} s\n${lines.join('\n')}`)
  }
} catch (error) {
  console.error(`${names.join(', ') || 'serve'} could not start: ${(error as Error).message}`)
  if (processEnvironment().SOUK_LOG === 'debug') console.error(error)
  process.exit(1)
}

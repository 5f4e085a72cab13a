/** `npm start`: the whole shop in this process, on a database of its own unless it is given one. */
import { setTimeout as sleep } from 'node:timers/promises'
import { processEnvironment } from '@souk/platform/config.ts'
import { startShop } from './shop.ts'

const started = Date.now()
const isTerminal = process.stdout.isTTY === true
const dim = (text: string) => (isTerminal ? `\x1b[2m${text}\x1b[0m` : text)
const bold = (text: string) => (isTerminal ? `\x1b[1m${text}\x1b[0m` : text)

try {
  const shop = await startShop(processEnvironment(), (line) => console.log(dim(`  ${line}`)))
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    console.log(dim(`\n  ${signal}: finishing what is under way …`))
    const late = sleep(20_000, 'late', { ref: false })
    const end = await Promise.race([shop.stop().then(() => 'done'), late])
    console.log(
      dim(end === 'done' ? '  closed. Everything is kept for the next start.' : '  closed, not waiting any longer.'),
    )
    process.exit(end === 'done' ? 0 : 1)
  }
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))

  const rows: [string, string][] = [
    ['shop', shop.url],
    ['API', `${shop.url}/api/docs`],
    ...(shop.development ? [['mailbox', `${shop.url}/dev/mail`] as [string, string]] : []),
    ['metrics', shop.metrics],
    ['staff', shop.staff],
    ['running', shop.running],
    ['data', shop.data],
  ]
  console.log(`\n${bold('The souk is open')} ${dim(`after ${((Date.now() - started) / 1_000).toFixed(1)} s`)}\n`)
  for (const [name, value] of rows) console.log(`  ${name.padEnd(9)}${value}`)
  console.log(dim('\n  Ctrl-C closes it.\n'))
} catch (error) {
  console.error(`\nThe souk could not open: ${(error as Error).message}\n`)
  if (processEnvironment().SOUK_LOG === 'debug') console.error(error)
  process.exit(1)
}

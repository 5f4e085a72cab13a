/** `npm start`: the whole shop on this machine, on a database of its own unless it is given one. */
import { setTimeout as sleep } from 'node:timers/promises'
import { processEnvironment } from '@souk/platform/config.ts'
import { prepareGround } from './ground.ts'
import { patienceOf } from './patience.ts'
import { startShop } from './shop.ts'
import { startSplit } from './split.ts'
import { help, readWords } from './start-words.ts'

const started = Date.now()
const isTerminal = process.stdout.isTTY === true
const dim = (text: string) => (isTerminal ? `\x1b[2m${text}\x1b[0m` : text)
const bold = (text: string) => (isTerminal ? `\x1b[1m${text}\x1b[0m` : text)
const painted = new Map<string, number>()
const say = (text: string) => console.log(dim(`  ${text}`))

try {
  const words = readWords(process.argv.slice(2))
  if (words.help) {
    console.log(help)
    process.exit(0)
  }
  const ground = prepareGround(processEnvironment())
  const shop =
    words.replicas === undefined
      ? await startShop(ground, say)
      : await startSplit(ground, words.replicas, say, (name, text) => console.log(`${paint(name)} ${text}`))
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    console.log(dim(`\n  ${signal}: finishing what is under way …`))
    const late = sleep(2 * patienceOf(processEnvironment()), 'late', { ref: false })
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
    ...(ground.production ? [] : [['mailbox', `${shop.url}/dev/mail`] as [string, string]]),
    ['metrics', shop.metrics],
    ['staff', shop.staff],
    ['running', shop.running],
    ['data', ground.folder],
  ]
  console.log(`\n${bold('The souk is open')} ${dim(`after ${((Date.now() - started) / 1_000).toFixed(1)} s`)}\n`)
  for (const [name, value] of rows) console.log(`  ${name.padEnd(9)}${value}`)
  console.log(dim('\n  Ctrl-C closes it.\n'))
} catch (error) {
  console.error(`\nThe souk could not open: ${(error as Error).message}\n`)
  if (processEnvironment().SOUK_LOG === 'debug') console.error(error)
  process.exit(1)
}

/** A process keeps its colour for as long as the shop is open. */
function paint(name: string) {
  const text = name.padEnd(22)
  if (!isTerminal) return text
  const colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94]
  painted.set(name, painted.get(name) ?? (colours[painted.size % colours.length] as number))
  return `\x1b[${painted.get(name)}m${text}\x1b[0m`
}

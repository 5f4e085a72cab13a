/** `npm run chaos`: a shop that is disturbed while it sells, and its books compared afterwards. */
import { writeFileSync } from 'node:fs'
import { summaryOf, tableOf } from './account.ts'
import { help, readWords, type Words } from './arguments.ts'
import { type Result, run } from './run.ts'

const isTerminal = process.stdout.isTTY === true
const dim = (text: string) => (isTerminal ? `\x1b[2m${text}\x1b[0m` : text)
const bold = (text: string) => (isTerminal ? `\x1b[1m${text}\x1b[0m` : text)

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => interrupted.abort(new Error(`${signal}: ended before it was over.`)))

try {
  const words = readWords(process.argv.slice(2))
  if (words.help) console.log(help)
  else process.exitCode = (await runAll(words)) ? 0 : 1
} catch (error) {
  clearLine()
  console.error(`\n${interrupted.signal.aborted ? interrupted.signal.reason.message : (error as Error).message}\n`)
  process.exitCode = interrupted.signal.aborted ? 130 : 2
}
process.exit()

async function runAll({ seeds, json, ...words }: Words) {
  const results: Result[] = []
  for (const seed of seeds) {
    console.log(dim(`${words.placement}, seed ${seed}: ${words.calm} s calm, ${words.seconds} s disturbed`))
    const began = Date.now()
    const result = await run({
      ...{ ...words, seed, signal: interrupted.signal },
      progress: (phase, placed) => onLine(`  ${phase}; ${placed.toLocaleString('en')} orders`),
      happened(what, where) {
        if (!words.verbose) return
        clearLine()
        console.log(
          dim(`  ${((Date.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${what.replaceAll('_', ' ')}  ${where}`),
        )
      },
    })
    clearLine()
    results.push(result)
    console.log(`\n${summaryOf(result, bold)}\n`)
  }
  if (results.length > 1) console.log(`${tableOf(results)}\n`)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`)
  return results.every(({ ok }) => ok)
}

/** One line that is written anew; nothing where no terminal shows it. */
function onLine(text: string) {
  if (isTerminal) process.stdout.write(`\r\x1b[K${text}`)
}

function clearLine() {
  if (isTerminal) process.stdout.write('\r\x1b[K')
}

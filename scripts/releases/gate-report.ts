/** What the gate says, for people. */
import { styleText } from 'node:util'
import { adviceFor, type Verdict } from './verdict.ts'

/** @param unreleased services that are not out there yet */
export function gateReport(verdicts: readonly Verdict[], unreleased: readonly string[]): string {
  const lines: string[] = []
  for (const service of new Set(verdicts.map((one) => one.service))) {
    lines.push(styleText('bold', `${service}-service`))
    const own = verdicts.filter((one) => one.service === service)
    for (const name of new Set(own.map((one) => one.name))) {
      const changes = own.filter((one) => one.name === name)
      lines.push(...changes.flatMap((one) => linesOf(one, name)))
      lines.push(...new Set(changes.filter((one) => one.verdict === 'refused').map(insteadOf)))
    }
    lines.push('')
  }
  for (const service of unreleased) lines.push(`${service}-service was never released: it may promise anything.`)
  return [...lines, summary(verdicts)].join('\n')
}

const mark = {
  passes: styleText('green', '✔'),
  unused: styleText('yellow', '▲'),
  refused: styleText('red', '✖'),
}

function linesOf({ verdict, says, who }: Verdict, name: string) {
  const line = `  ${mark[verdict]} ${name} ${says}`
  if (verdict === 'passes') return [line]
  if (verdict === 'unused') return [line, '      nobody uses it, in today’s code or released: taken away for good']
  const named = who.map((one) => (one.onlyReleased ? `${one.name} (as released)` : one.name))
  return [line, `      breaks ${named.join(', ')}`]
}

function insteadOf(one: Verdict) {
  return `      instead: ${adviceFor(one)}`
}

function summary(verdicts: readonly Verdict[]) {
  const count = (verdict: Verdict['verdict']) => verdicts.filter((one) => one.verdict === verdict).length
  const refused = count('refused')
  if (verdicts.length === 0) return 'All contracts are as they were released.'
  const others = `${count('passes')} that only add or change nothing for others, ${count('unused')} that nobody minds`
  if (refused === 0) return `No change breaks anybody: ${others}.`
  return `${refused} ${refused === 1 ? 'change breaks' : 'changes break'} a neighbour or a stranger; ${others}.`
}

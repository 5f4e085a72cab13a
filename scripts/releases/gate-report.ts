/** What the gate says, for people. */
import { styleText } from 'node:util'
import { adviceFor, type Verdict } from './verdict.ts'

/** @param unreleased services that are not out there yet */
export function gateReport(verdicts: readonly Verdict[], unreleased: readonly string[]): string {
  const lines: string[] = []
  const bySaying = Map.groupBy(verdicts, ({ name, says, verdict, who }) => JSON.stringify([name, says, verdict, who]))
  // What the platform promises for every service is told once.
  const byServices = Map.groupBy(bySaying.values(), (same) => same.map(({ service }) => service).join(', '))
  for (const [services, groups] of byServices) {
    lines.push(styleText('bold', `${services}${services.includes(',') ? '' : '-service'}`))
    const own = groups.map(([one]) => one as Verdict)
    for (const [name, changes] of Map.groupBy(own, (one) => one.name)) {
      const refused = changes.filter((one) => one.verdict === 'refused')
      const others = changes.filter((one) => one.verdict !== 'refused')
      lines.push(...[...others, ...refused].flatMap((one) => linesOf(one, name)), ...new Set(refused.map(insteadOf)))
    }
    lines.push('')
  }
  for (const service of unreleased) lines.push(`${service}-service was never released: it may promise anything.`)
  return [...lines, summary([...bySaying.values()].map(([one]) => one as Verdict))].join('\n')
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
  const others = `${count('passes')} that let nobody down, ${count('unused')} that nobody is there to mind`
  if (refused === 0) return `No change breaks anybody: ${others}.`
  return `${refused} ${refused === 1 ? 'change breaks' : 'changes break'} a neighbour or a stranger; ${others}.`
}

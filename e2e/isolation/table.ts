/** The page docs/isolation.md: what each service's end does to everybody's actions. */
import { actions } from './actions.ts'
import { type How, type Outcome, outcomes, type Row } from './isolation.ts'

const signs: Record<Outcome, string> = { works: '✓', partly: '◐', later: '◷', refused: '✕' }
const ways: readonly How[] = ['killed', 'frozen']
/** Between the sign for the killed one and the sign for the frozen one, where they differ. */
const between = ' / '

export function tableOf(rows: readonly Row[]) {
  const services = [...new Set(rows.map(({ service }) => service))]
  const cell = (service: string, does: string) => {
    const found = ways.map((how) => rows.find((row) => row.service === service && row.how === how)?.found.get(does))
    const [killed, frozen] = found.map((outcome) => signs[outcome as Outcome])
    return killed === frozen ? killed : `${killed}${between}${frozen}`
  }
  const body = actions.map(
    ({ who, does }) => `| ${who} ${does} | ${services.map((service) => cell(service, does)).join(' | ')} |`,
  )
  const legend = Object.entries(outcomes).map(([outcome, words]) => `- ${signs[outcome as Outcome]} ${words}`)
  return `# What each service's end does to the others

Every service runs as a process of its own. Each in turn is killed (\`kill -9\`), and frozen (\`SIGSTOP\`: its connections
stay open and nobody answers), while a shopper and a merchant do all of this at once. No answer takes longer than its
operation may (5 s; 15 s for placing and changing an order), and afterwards all books agree. One sign stands for both; of
two, the first is for the killed service and the second for the frozen one.

${legend.join('\n')}

| without | ${services.join(' | ')} |
|---|${services.map(() => ':-:|').join('')}
${body.join('\n')}

\`npm run isolation\` finds it out anew and writes this page; the tests find out a part of it and compare.
`
}

/** Reads the page again: what each action comes to, by service and way. */
export function rowsOf(page: string): (service: string, how: How) => Record<string, Outcome> {
  const table = page.split('\n').filter((line) => line.startsWith('|'))
  const cells = table.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  const [head = [], , ...body] = cells
  const outcomeOf = new Map(Object.entries(signs).map(([outcome, sign]) => [sign, outcome as Outcome]))
  return (service, how) => {
    const column = head.indexOf(service)
    return Object.fromEntries(
      body.map((row, index) => {
        const found = (row[column] ?? '').split(between)
        return [actions[index]?.does, outcomeOf.get(found[how === 'frozen' ? found.length - 1 : 0] ?? '') as Outcome]
      }),
    )
  }
}

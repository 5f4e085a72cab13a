/** Findings for people: a line a promise, under what it is about, and below a broken one what came instead. */
import { styleText } from 'node:util'
import type { Finding } from './suite.ts'

type Paint = (style: 'green' | 'red' | 'yellow' | 'bold' | 'dim', text: string) => string

/** @param colours where a terminal shows them */
export function painted(colours: boolean): Paint {
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text)
}

export function writer(line: (text: string) => void, paint: Paint) {
  let chapter = ''
  return (finding: Finding) => {
    if (finding.chapter !== chapter) {
      chapter = finding.chapter
      line(`\n${paint('bold', chapter)}`)
    }
    for (const text of linesOf(finding, paint)) line(text)
  }
}

function linesOf({ title, outcome, expected, got, request, why }: Finding, paint: Paint) {
  if (outcome === 'kept') return [`  ${paint('green', '✓')} ${title}`]
  if (outcome === 'left out') return [`  ${paint('yellow', '–')} ${title}`, paint('dim', `      left out: ${why}`)]
  return [
    `  ${paint('red', '✗')} ${title}`,
    `      expected ${expected}`,
    `      got      ${got}`,
    ...(request === '' ? [] : [paint('dim', `      of       ${request}`)]),
  ]
}

export function summary(service: string, url: string, findings: readonly Finding[], paint: Paint) {
  const count = (outcome: Finding['outcome']) => findings.filter((one) => one.outcome === outcome).length
  const [broken, leftOut] = [count('broken'), count('left out')]
  const rest = leftOut === 0 ? '' : `; ${leftOut} left out`
  if (broken > 0)
    return `\n${paint('red', `${broken} of ${findings.length} promises of ${service}-service are broken at ${url}`)}${rest}.`
  return `\n${paint('green', `The service at ${url} keeps all ${count('kept')} promises of ${service}-service`)}${rest}.`
}

/** Releases deployables, when nothing speaks against it: see `npm run release`. */
import { styleText } from 'node:util'
import { gateReport } from './gate-report.ts'
import { type Git, isDirty } from './git.ts'
import type { Tree } from './import-graph.ts'
import { type Plan, planRelease, writeDown } from './release-plan.ts'
import { neededFirst, type Standing, verdicts } from './today.ts'

type Choice = { names: readonly string[]; version: string | undefined; dryRun: boolean }

/** @throws saying what speaks against it, and what to do first */
export function release(
  tree: Tree,
  git: Git,
  everyone: readonly Standing[],
  { names, version, dryRun }: Choice,
  say: (line: string) => void,
) {
  const chosen = names.map((name) => standingOf(everyone, name))
  if (chosen.length === 0) throw new Error(`Name what to release: ${everyone.map(({ name }) => name).join(', ')}.`)
  if (version !== undefined && (!/^\d+\.\d+\.\d+$/.test(version) || chosen.length > 1))
    throw new Error('--version takes a version such as 1.4.0, for one deployable.')
  if (isDirty(git) && !dryRun)
    throw new Error(
      'There are changes that are not committed: commit or stash them, so that a commit says what is released.',
    )
  const broken = verdicts(everyone).filter(({ verdict }) => verdict === 'refused')
  if (broken.length > 0) throw new Error(`${gateReport(broken, [])}\nNothing is released while this stands.`)
  refuseTooSoon(everyone, chosen)

  const plans = chosen.flatMap((standing) => {
    const plan = planRelease(tree, git, standing, version)
    if (plan === undefined) say(`${standing.name} is as it was released (${standing.released?.version}).`)
    return plan === undefined ? [] : [{ plan, standing }]
  })
  for (const { plan } of plans) tell(plan, say)
  if (plans.length === 0 || dryRun) return
  const day = git('log', '-1', '--format=%cs')
  for (const { plan, standing } of plans) writeDown(tree, standing, plan, day)
  const named = plans.map(({ plan }) => `${plan.name} ${plan.version}`).join(', ')
  say(`\nNext: git add --all && git commit -m "release: ${named}"`)
}

function standingOf(everyone: readonly Standing[], name: string) {
  const found = everyone.find((one) => one.name === name)
  if (found !== undefined) return found
  throw new Error(`There is no ${name} to release, only ${everyone.map((one) => one.name).join(', ')}.`)
}

/** What is released at once goes out in the order of who calls whom, so a neighbour beside it is early enough. */
function refuseTooSoon(everyone: readonly Standing[], chosen: readonly Standing[]) {
  const faults = chosen.flatMap((standing) =>
    neededFirst(everyone, standing)
      .filter(({ service }) => !chosen.some(({ name }) => name === service))
      .map(
        ({ service, name, says }) =>
          `${standing.name} relies on ${service}.${name}, which as released ${says.replace('is gone', 'is not there yet')}: release ${service} first.`,
      ),
  )
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

function tell({ name, from, version, news, touch }: Plan, say: (line: string) => void) {
  say(styleText('bold', `${name} ${from === undefined ? version : `${from} → ${version}`}`))
  for (const line of news) say(`  - ${line}`)
  if (touch !== undefined) say(styleText('dim', `  ${touch.files.length} files differ`))
}

/** `npm run release -- order`: writes down a release of one deployable, when nothing speaks against it. */
import { resolve } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { contracts } from './contracts.ts'
import { gateReport } from './releases/gate-report.ts'
import { gitIn, isDirty } from './releases/git.ts'
import { openTree } from './releases/import-graph.ts'
import { type Plan, planRelease, writeDown } from './releases/releasing.ts'
import { neededFirst, type Standing, standings, verdicts } from './releases/today.ts'
import { services } from './services.ts'

const help = `npm run release -- NAME … [--all] [--version X.Y.Z] [--dry-run]

Writes releases/NAME.json (version, commit, what it promises and relies on) and its changelog, from what has changed since
its last release. Commit that, and have it merged without squashing: the workflow builds, signs and rolls out what it names.

  --all        whatever has changed
  --version    another version than the contract's changes make: x.0.0 takes something away, 0.x.0 adds, 0.0.x neither
  --dry-run    tell, and write nothing
`

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean' },
      version: { type: 'string' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(help)
  else release(positionals, values.all ?? false, values.version, values['dry-run'] ?? false)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

function release(names: readonly string[], all: boolean, version: string | undefined, dryRun: boolean) {
  const tree = openTree(resolve(import.meta.dirname, '..'))
  const git = gitIn(tree.root)
  const everyone = standings(tree, services, contracts)
  const chosen = all ? everyone : names.map((name) => standingOf(everyone, name))
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
    if (plan === undefined) console.log(`${standing.name} is as it was released (${standing.released?.version}).`)
    return plan === undefined ? [] : [{ plan, standing }]
  })
  for (const { plan } of plans) tell(plan)
  if (plans.length === 0 || dryRun) return
  const day = git('log', '-1', '--format=%cs')
  const written = plans.flatMap(({ plan, standing }) => writeDown(tree, standing, plan, day))
  const named = plans.map(({ plan }) => `${plan.name} ${plan.version}`).join(', ')
  console.log(`\nNext: git add ${written.join(' ')} && git commit -m "release: ${named}"`)
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
          `${standing.name} relies on ${service}.${name}, which out there ${says}: release ${service} first`,
      ),
  )
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

function tell({ name, from, version, news, touch }: Plan) {
  console.log(styleText('bold', `${name} ${from === undefined ? version : `${from} → ${version}`}`))
  for (const line of news) console.log(`  - ${line}`)
  if (touch !== undefined) console.log(styleText('dim', `  ${touch.files.length} files differ`))
}

/** A release of one deployable: what changed since the last, which version that makes, and what is written down of it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractChanges } from './contract-changes.ts'
import { filesOf } from './deployables.ts'
import { checkKnown, type Git, subjectsSince } from './git.ts'
import type { Tree } from './import-graph.ts'
import { writeRelease } from './record.ts'
import type { Standing } from './today.ts'
import { type Touch, touchOf } from './touches.ts'

export type Plan = {
  name: string
  from: string | undefined
  version: string
  commit: string
  /** What is new, a line each. */
  news: string[]
  touch: Touch | undefined
}

const firstVersion = '0.1.0'

/** @returns undefined where nothing of it has changed since its last release */
export function planRelease(tree: Tree, git: Git, standing: Standing, version?: string): Plan | undefined {
  const { name, released } = standing
  const commit = git('rev-parse', 'HEAD')
  if (released === undefined)
    return {
      name,
      from: undefined,
      version: version ?? firstVersion,
      commit,
      news: ['The first release.'],
      touch: undefined,
    }
  checkKnown(git, released.commit, `what ${name} ${released.version} was released from`)
  const touch = touchOf(tree, git, standing, released.commit)
  if (touch === undefined && version === undefined) return undefined
  const files = [...filesOf(tree, standing), ...(touch?.files ?? [])]
  const subjects = subjectsSince(git, released.commit, [...new Set(files)])
  const promises = promisesIn(standing)
  return {
    name,
    from: released.version,
    version: version ?? next(released.version, standing),
    commit,
    news: [...promises, ...subjects, ...(touch?.packages ?? [])],
    touch,
  }
}

/** The second number where more is promised, the first where something promised is taken away, else the third. */
function next(version: string, { released, promises }: Standing) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const changes =
    released?.promises === undefined || promises === undefined ? [] : contractChanges(released.promises, promises)
  if (changes.some(({ breaks }) => breaks)) return `${major + 1}.0.0`
  return changes.length > 0 ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

function promisesIn({ released, promises }: Standing) {
  if (released?.promises === undefined || promises === undefined) return []
  return contractChanges(released.promises, promises).map(({ name, says }) => `contract: ${name} ${says}`)
}

export function writeDown({ root }: Tree, { home, relies, promises }: Standing, plan: Plan, day: string) {
  writeRelease(root, plan.name, {
    ...relies,
    version: plan.version,
    commit: plan.commit,
    ...(promises === undefined ? {} : { promises }),
  })
  const changelog = `${home}/CHANGELOG.md`
  const file = join(root, changelog)
  const title = `# Releases of ${home.startsWith('services/') ? `${plan.name}-service` : plan.name}\n`
  const before = existsSync(file) ? readFileSync(file, 'utf8').slice(title.length) : ''
  writeFileSync(file, `${title}\n${entry(plan, day)}${before}`)
}

function entry({ version, commit, news }: Plan, day: string) {
  return `## ${version} (${day}, ${commit.slice(0, 12)})\n\n${news.map((line) => `- ${line}\n`).join('')}`
}

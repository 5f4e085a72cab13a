/** What a change touches: found by what each deployable and each folder of tests reaches, not by a list. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Deployable, filesIn, filesOf } from './deployables.ts'
import { changedSince, fileAt, type Git } from './git.ts'
import type { Tree } from './import-graph.ts'
import { type Lock, packageChanges, packagesOf } from './lock-file.ts'

/** @property packages from outside, such as `pg 8.23.1 → 8.24.0` */
export type Touch = { files: string[]; packages: string[] }

const lockFile = 'package-lock.json'

/** @returns what of this deployable is another than at the commit; undefined where nothing is */
export function touchOf(tree: Tree, git: Git, deployable: Deployable, since: string): Touch | undefined {
  const own = filesOf(tree, deployable)
  // What is gone can be in no graph of today; it counts where it lay.
  const files = changedSince(git, since).filter((file) => own.has(file) || isGoneFrom(tree, deployable, file))
  const packages = packagesTouched(tree, git, deployable, own, since)
  return files.length + packages.length === 0 ? undefined : { files, packages }
}

function isGoneFrom({ root }: Tree, { folders }: Deployable, file: string) {
  const isIn = folders.some((folder) => file.startsWith(`${folder}/`))
  return isIn && !isForPeopleOrTests(file) && filesIn(root, file).length === 0
}

function isForPeopleOrTests(file: string) {
  return /\.md$|\.(test|testing)\.ts$/.test(file)
}

function packagesTouched(tree: Tree, git: Git, { folders }: Deployable, files: ReadonlySet<string>, since: string) {
  const before = fileAt(git, since, lockFile)
  if (before === undefined) return []
  const reached = tree.workspaces
    .map(({ folder }) => folder)
    .filter((folder) => [...files].some((file) => file.startsWith(`${folder}/`)))
  const after = readFileSync(join(tree.root, lockFile), 'utf8')
  const [old, now] = [before, after].map((text) =>
    packagesOf(JSON.parse(text) as Lock, reached, folders.filter(isBuilt)),
  )
  return old === undefined || now === undefined ? [] : packageChanges(old, now)
}

/** Pages are built, by packages that are not there when they run. */
function isBuilt(folder: string) {
  return folder.startsWith('apps/')
}

/** Their tests are those of the whole shop. */
const wholeShop = ['e2e', 'chaos', 'bench']
const groundOfAll = ['contracts', 'platform', 'e2e']

export type TestsTouched = {
  /** Everything is to be tested, since what changed is the ground of all, or nobody can say what it is for. */
  whole: boolean
  /** Folders whose tests reach what changed. */
  folders: string[]
}

export function testsTouched(tree: Tree, changed: readonly string[]): TestsTouched {
  const code = changed.filter((file) => !/\.md$|^docs\/|^releases\/|^LICENSE$/.test(file))
  const groups = Map.groupBy(filesIn(tree.root, '**/*.test.ts'), groupOf)
  const folders: string[] = []
  const explained = new Set<string>()
  for (const [folder, tests] of groups) {
    const reached = wholeShop.includes(folder) ? new Set(tests) : tree.reached(tests)
    const mine = code.filter((file) => reached.has(file) || file.startsWith(`${folder}/`))
    for (const file of mine) explained.add(file)
    if (mine.length > 0) folders.push(folder)
  }
  const isGround = (file: string) => groundOfAll.some((folder) => file.startsWith(`${folder}/`))
  const whole = code.some((file) => isGround(file) || !(explained.has(file) || isElsewhere(file)))
  return { whole, folders: folders.filter((folder) => !wholeShop.includes(folder)).sort() }
}

/** What no test of the shop sees: how it is measured, tried and delivered. */
function isElsewhere(file: string) {
  return /^(bench|chaos|deploy|\.github)\//.test(file)
}

function groupOf(test: string) {
  const [part = '', name = ''] = test.split('/')
  return part === 'services' || part === 'apps' ? `${part}/${name}` : part
}

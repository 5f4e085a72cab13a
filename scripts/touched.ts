/** `npm run touched`: which deployables a change touches, and which tests it asks for. */
import { resolve } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { deployablesIn } from './releases/deployables.ts'
import { changedSince, checkKnown, gitIn } from './releases/git.ts'
import { openTree } from './releases/import-graph.ts'
import { readRelease } from './releases/record.ts'
import { type NewRelease, releasesSince } from './releases/rollout.ts'
import { type Touch, testsTouched, touchOf } from './releases/touches.ts'

const help = `npm run touched [-- --since COMMIT] [--json]

Tells which deployables are another than at the commit, or than released where none is named, and which tests that asks
for. It follows imports, and the lock file for packages from outside.
`

try {
  const { values } = parseArgs({
    options: { since: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) console.log(help)
  else report(values.since, values.json ?? false)
} catch (error) {
  console.error(`${(error as Error).message}\n\n${help}`)
  process.exitCode = 2
}

function report(since: string | undefined, json: boolean) {
  const tree = openTree(resolve(import.meta.dirname, '..'))
  const git = gitIn(tree.root)
  const deployables = deployablesIn(tree)
  // Where a branch has left another, what happened there since is not its change.
  const base = since && git('merge-base', since, 'HEAD')
  const touched = new Map<string, Touch | undefined>()
  for (const deployable of deployables) {
    const released = readRelease(tree.root, deployable.name)
    const from = base ?? released?.commit
    if (from === undefined) touched.set(deployable.name, { files: ['never released'], packages: [] })
    else {
      checkKnown(git, from, `what ${deployable.name} was released from`)
      const touch = touchOf(tree, git, deployable, from)
      if (touch !== undefined) touched.set(deployable.name, touch)
    }
  }
  const released = base === undefined ? [] : releasesSince(tree.root, git, deployables, base)
  const tests = base === undefined ? undefined : testsTouched(tree, changedSince(git, base))
  if (json) {
    const named = [...touched].map(([name, touch]) => ({ name, ...touch }))
    const images = imagesOf([...touched.keys()], released, git('rev-parse', 'HEAD'))
    console.log(JSON.stringify({ since: base, touched: named, released, images, tests }))
    return
  }
  console.log(`Touched since ${base?.slice(0, 12) ?? 'each was released'}:`)
  for (const [name, touch] of touched) console.log(`  ${styleText('bold', name.padEnd(14))}${inWords(touch as Touch)}`)
  const others = deployables.map(({ name }) => name).filter((name) => !touched.has(name))
  if (touched.size === 0) console.log('  none')
  else if (others.length > 0) console.log(`Not touched: ${others.join(', ')}`)
  for (const { name, version, commit } of released)
    console.log(`New release: ${name} ${version}, from ${commit.slice(0, 12)}`)
  if (tests !== undefined) console.log(`Tests: ${tests.whole ? 'all of them' : tests.folders.join(', ') || 'none'}`)
}

/** A release is built from its commit; what is touched and not released, from what is there now. */
function imagesOf(touched: readonly string[], released: readonly NewRelease[], head: string) {
  const others = touched.filter((name) => !released.some((one) => one.name === name))
  return [...released, ...others.map((name) => ({ name, version: '', commit: head }))]
}

function inWords({ files, packages }: Touch) {
  const named = files.slice(0, 3).join(', ')
  const more = files.length > 3 ? ` and ${files.length - 3} more` : ''
  return [named + more, ...packages.slice(0, 3), packages.length > 3 ? `${packages.length - 3} more packages` : '']
    .filter((words) => words !== '')
    .join('; ')
}

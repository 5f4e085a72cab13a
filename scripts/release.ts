/** `npm run release -- order`: writes down a release of one deployable, when nothing speaks against it. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { contracts } from './contracts.ts'
import { gitIn } from './releases/git.ts'
import { openTree } from './releases/import-graph.ts'
import { release } from './releases/releasing.ts'
import { standings } from './releases/today.ts'
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
  else {
    const tree = openTree(resolve(import.meta.dirname, '..'))
    const everyone = standings(tree, services, contracts)
    const choice = {
      names: values.all ? everyone.map(({ name }) => name) : positionals,
      version: values.version,
      dryRun: values['dry-run'] ?? false,
    }
    release(tree, gitIn(tree.root), everyone, choice, (line) => console.log(line))
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

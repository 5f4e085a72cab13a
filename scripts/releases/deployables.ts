/** What is released on its own: each service, and the gateway with the pages that it shows. */
import { globSync } from 'node:fs'
import type { Tree } from './import-graph.ts'

export type Deployable = {
  name: string
  /** Where its changelog lies. */
  home: string
  folders: string[]
  /** What its code begins with. */
  roots: string[]
}

const gateway = 'gateway'
const tested = /(\.test|\.testing)\.ts$/
/** What starts any of them, what else the gateway's image runs, and what packs any of them: as far as it is there. */
const starters = 'scripts/{serve,migrate}.ts'
const ofGateway = 'scripts/{gateway,open-shop}.ts'
const packing = '{Dockerfile,.dockerignore,deploy/lay-out.ts}'

export function deployablesIn({ root, workspaces }: Tree): Deployable[] {
  const services = workspaces.filter(({ folder }) => folder.startsWith('services/'))
  const apps = workspaces.filter(({ folder }) => folder.startsWith('apps/')).map(({ folder }) => folder)
  const ofServices = services.map(
    ({ folder, exports }): Deployable => ({
      name: folder.slice('services/'.length),
      home: folder,
      folders: [folder],
      roots: [`${folder}/${(exports['.'] ?? './service.ts').slice(2)}`],
    }),
  )
  const pages = filesIn(root, `{apps/**/*.{ts,svelte},${ofGateway}}`).filter((file) => !tested.test(file))
  const ofApps = apps.includes(`apps/${gateway}`)
    ? [{ name: gateway, home: `apps/${gateway}`, folders: apps, roots: pages }]
    : []
  return [...ofServices, ...ofApps]
}

/**
 * The files that a deployable is made of: all code that it reaches, and of the packages that it reaches what is no code,
 * such as migrations. Not tests, and not what is written for people.
 */
export function filesOf(tree: Tree, { roots }: Deployable): Set<string> {
  const files = tree.reached(roots)
  // What starts a service knows the names of all contracts, and nothing of what they promise.
  for (const file of tree.reached(filesIn(tree.root, starters))) if (!file.startsWith('contracts/')) files.add(file)
  for (const { folder } of tree.workspaces) {
    if (![...files].some((file) => file.startsWith(`${folder}/`))) continue
    for (const file of filesIn(tree.root, `${folder}/**/*`)) if (!/\.(ts|svelte|md)$/.test(file)) files.add(file)
  }
  for (const file of filesIn(tree.root, packing)) files.add(file)
  return files
}

export function filesIn(root: string, pattern: string): string[] {
  return globSync(pattern, { cwd: root, withFileTypes: true, exclude: isLeftOut })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(root.length + 1))
    .sort()
}

function isLeftOut({ name }: { name: string }) {
  return name === 'node_modules' || name === '.svelte-kit' || name === 'build'
}

/** Lays out the files of one image: `node deploy/lay-out.ts order /parts`, from a checkout, with no package installed. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

type Manifest = { name: string; workspaces?: string[]; dependencies?: Record<string, string> }

/** What a container runs, beside the workspaces: how it is started, and how its database is brought up to date. */
const commands = ['scripts/serve.ts', 'scripts/migrate.ts']
/** The gateway, its pages, and what opens a new shop. A service’s workspaces follow from its name. */
const gateway = {
  commands: [...commands, 'scripts/gateway.ts', 'scripts/open-shop.ts'],
  workspaces: ['@souk/gateway', '@souk/storefront', '@souk/demo'],
}
const needless =
  /(^|\/)(node_modules|\.svelte-kit|README\.md)(\/|$)|\.(test|testing)\.ts$|^apps\/storefront\/(src|static)\//

/**
 * @param name a service's name, or `gateway`
 * @param target a folder that gets `manifests/`, from which npm brings the packages, and `sources/`, to lie beside those
 * @throws where there is no such service
 */
export function layOut(root: string, name: string, target: string) {
  const workspaces = workspacesOf(root)
  const wanted = name === 'gateway' ? gateway.workspaces : [`@souk/${name}-service`]
  const unknown = wanted.filter((one) => !workspaces.has(one))
  if (name === '' || unknown.length > 0)
    throw new Error(`There is no '${name}'. Name one of: ${namesOf([...workspaces.keys()]).join(', ')}.`)
  const needed = closure(wanted, workspaces)

  const manifest: Manifest & { version: string } = readJson(join(root, 'package.json'))
  const slim = {
    ...manifest,
    workspaces: needed.map((one) => one.folder),
    dependencies: Object.fromEntries(wanted.map((one) => [one, manifest.version])),
    devDependencies: {},
    scripts: {},
  }
  mkdirSync(join(target, 'manifests'), { recursive: true })
  writeFileSync(join(target, 'manifests/package.json'), `${JSON.stringify(slim, null, 2)}\n`)
  const manifests = ['package-lock.json', '.npmrc', ...needed.map(({ folder }) => `${folder}/package.json`)]
  for (const file of manifests) copy(root, file, join(target, 'manifests'))
  for (const file of sourcesOf(root, needed, name === 'gateway' ? gateway.commands : commands))
    copy(root, file, join(target, 'sources'))
}

/** The names that images can be built of, the gateway last. */
export function namesOf(packages: readonly string[]) {
  const names = packages.flatMap((one) => /^@souk\/(.+)-service$/.exec(one)?.[1] ?? [])
  return [...names.sort(), 'gateway']
}

type Workspace = { folder: string; manifest: Manifest }

export function workspacesOf(root: string): Map<string, Workspace> {
  const { workspaces = [] } = readJson(join(root, 'package.json')) as Manifest
  const files = globSync(
    workspaces.map((one) => `${one}/package.json`),
    { cwd: root },
  ).sort()
  const found = files.map((file): Workspace => ({ folder: dirname(file), manifest: readJson(join(root, file)) }))
  return new Map(found.map((one) => [one.manifest.name, one]))
}

/** These workspaces and all that they stand on. */
function closure(names: readonly string[], workspaces: ReadonlyMap<string, Workspace>): Workspace[] {
  const found = new Map<string, Workspace>()
  const visit = (name: string) => {
    const one = workspaces.get(name)
    if (one === undefined || found.has(name)) return
    found.set(name, one)
    for (const next of Object.keys(one.manifest.dependencies ?? {})) visit(next)
  }
  for (const name of names) visit(name)
  return [...found.values()].sort((one, other) => one.folder.localeCompare(other.folder))
}

function sourcesOf(root: string, needed: readonly Workspace[], scripts: readonly string[]) {
  const files = globSync(
    needed.map(({ folder }) => `${folder}/**/*`),
    { cwd: root, withFileTypes: true, exclude: (entry) => /^(node_modules|\.svelte-kit)$/.test(entry.name) },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  return [...files.filter((file) => !needless.test(file)), ...imported(root, scripts)]
}

/** These files and all that they import by a path, but what is only loaded where it is wanted. */
function imported(root: string, files: readonly string[], known = new Set<string>()): string[] {
  for (const file of files) {
    if (known.has(file)) continue
    if (!existsSync(join(root, file))) throw new Error(`${file} is missing in ${root}: name the folder of a checkout.`)
    known.add(file)
    const text = readFileSync(join(root, file), 'utf8')
    const next = [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, path]) =>
      relative(root, resolve(root, dirname(file), path as string)),
    )
    imported(root, next, known)
  }
  return [...known]
}

function copy(root: string, file: string, target: string) {
  const to = join(target, file)
  mkdirSync(dirname(to), { recursive: true })
  cpSync(join(root, file), to)
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

if (import.meta.main) {
  const [name = '', target = 'parts'] = process.argv.slice(2)
  try {
    layOut(resolve(import.meta.dirname, '..'), name, resolve(target))
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}

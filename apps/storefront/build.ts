/** Makes the storefront's pages ready to serve, when they are not yet: into a folder named after what they are made from. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { processEnvironment } from '@souk/platform/config.ts'

const root = import.meta.dirname
const builds = join(root, 'build')
const day = 24 * 60 * 60_000

/**
 * Where the packages that build pages are not there, as in an image, the build that came along is taken as it is.
 * @param say told that work begins, since it takes some seconds
 * @returns the folder of the build
 * @throws where there is neither a build nor what makes one
 */
export async function buildStorefront(say: (line: string) => void): Promise<string> {
  if (findPackage('vite') === undefined) return broughtAlong()
  const folder = join(builds, fingerprint())
  if (existsSync(folder)) return folder
  say('making the pages of the storefront …')
  const draft = `${folder}.${process.pid}`
  mkdirSync(builds, { recursive: true })
  try {
    await run(['build', '--logLevel', 'error'], { STOREFRONT_BUILD: draft })
    if (!existsSync(folder)) renameSync(draft, folder)
  } catch (error) {
    // Another process may have finished the same build in this moment.
    if (!existsSync(folder)) throw error
  } finally {
    for (const path of [draft, `${draft}.kit`]) rmSync(path, { recursive: true, force: true })
  }
  removeOld(folder)
  return folder
}

function fingerprint() {
  const hash = createHash('sha256')
  const files = globSync(['src/**/*', 'static/**/*', 'package.json', 'vite.config.ts', 'tsconfig.json'], { cwd: root })
  for (const file of files.sort()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path))
  }
  for (const name of ['@sveltejs/kit', 'svelte', 'vite'])
    hash.update(readFileSync(join(packageFolder(name), 'package.json')))
  return hash.digest('hex').slice(0, 16)
}

/** A shop that still runs may be serving one of yesterday's. */
function removeOld(newest: string) {
  for (const name of readdirSync(builds)) {
    const path = join(builds, name)
    if (path !== newest && statSync(path).mtimeMs < Date.now() - day) rmSync(path, { recursive: true, force: true })
  }
}

function broughtAlong() {
  const [only, ...more] = existsSync(builds) ? readdirSync(builds) : []
  if (only === undefined || more.length > 0)
    throw new Error(`${builds} must hold the one build to serve where the packages that make one are missing`)
  return join(builds, only)
}

function packageFolder(name: string) {
  const folder = findPackage(name)
  if (folder === undefined) throw new Error(`the package ${name} is missing: run npm install`)
  return folder
}

function findPackage(name: string) {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')))
}

function run(words: string[], environment: Record<string, string>) {
  const vite = join(packageFolder('vite'), 'bin', 'vite.js')
  return new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, ...words], {
      cwd: root,
      env: { ...processEnvironment(), NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const note = (bytes: Buffer) => {
      output += bytes
    }
    child.stdout.on('data', note)
    child.stderr.on('data', note)
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the storefront could not be built:\n${output.trim()}`)),
    )
  })
}

/** Walls that stand in the text and the names of files, where no import shows them. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export const parts = [
  ...['contracts', 'platform', 'services', 'apps', 'demo'],
  ...['e2e', 'bench', 'chaos', 'conformance', 'deploy', 'scripts'],
]
const mostLines = 400

/** Who may read the environment: its one reader, what runs before any package is there, what hands it on to a child. */
const readsEnvironment = /^platform\/config\.ts$|^scripts\/[^/]+\.cjs$|^scripts\/test\.ts$/

/** @returns what is wrong in this tree, a sentence each */
export function brokenWalls(root: string): string[] {
  const files = globSync(`{${parts.join(',')}}/**/*.{ts,cjs,mjs,js,sql,svelte,css}`, {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|\.svelte-kit|build)(\/|$)/.test(path),
  }).sort()
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...faultsOfName(file), ...faultsOfText(file, text), ...undeclared(root, file, text)]
  })
}

function faultsOfName(file: string) {
  const faults: string[] = []
  if (/^index\.\w+$/.test(basename(file))) faults.push(`${file}: name it after what it holds, not index`)
  if (/(^|\/)(utils?|commons?|helpers?)(\/|\.\w+$)/.test(file))
    faults.push(`${file}: name it after what it holds, not utils, common or helpers`)
  if (/^(?!apps\/).*[A-Z_]/.test(file)) faults.push(`${file}: write file names in kebab-case`)
  return faults
}

function faultsOfText(file: string, text: string) {
  const faults: string[] = []
  const lines = text.split('\n').length - 1
  if (lines > mostLines) faults.push(`${file}: ${lines} lines; past ${mostLines} it is more than one story`)
  if (!readsEnvironment.test(file) && /\bprocess\s*\??\.\s*env\b|\benv\b[^;\n]*from 'node:process'/.test(text))
    faults.push(`${file}: the environment is read in platform/config.ts alone`)
  return faults
}

/** Packages of this repository are always in reach, so nobody else would miss their declaration. */
function undeclared(root: string, file: string, text: string) {
  const manifest = manifestOf(root, file)
  if (manifest === undefined) return []
  const known = [manifest.name, ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })]
  const imported = [...text.matchAll(/^(?:import|export)?[^'\n]*\bfrom '(@souk\/[^/']+)/gm)].map(
    ([, name]) => name as string,
  )
  return [...new Set(imported)]
    .filter((name) => !known.includes(name))
    .map((name) => `${file}: declare ${name} in the package.json of ${manifest.name}`)
}

type Manifest = { name: string; dependencies?: Record<string, string>; devDependencies?: Record<string, string> }

function manifestOf(root: string, file: string): Manifest | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(root, folder, 'package.json')
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
    if (folder === '.') return undefined
  }
}

/** The shop as it was released: its files out of the history, beside the packages that are installed here. */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** @returns its folder, or undefined where the history is not there, as in a shallow clone */
export function unpackRelease(commit: string): string | undefined {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28 })
  let archive: Buffer
  try {
    archive = git('archive', commit)
  } catch {
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'souk-release-'))
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  linkPackages(folder)
  return folder
}

/** Its own packages are its own; all others are those that are installed. */
function linkPackages(folder: string) {
  const packages = join(root, 'node_modules')
  mkdirSync(join(folder, 'node_modules', '@souk'), { recursive: true })
  for (const name of readdirSync(packages))
    if (name !== '@souk' && name !== '.cache') symlinkSync(join(packages, name), join(folder, 'node_modules', name))
  const { workspaces } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { workspaces: string[] }
  for (const manifest of globSync(
    workspaces.map((place) => `${place}/package.json`),
    { cwd: folder },
  )) {
    const { name } = JSON.parse(readFileSync(join(folder, manifest), 'utf8')) as { name: string }
    symlinkSync(join(folder, dirname(manifest)), join(folder, 'node_modules', name))
    const own = join(root, dirname(manifest), 'node_modules')
    if (existsSync(own)) symlinkSync(own, join(folder, dirname(manifest), 'node_modules'))
  }
}

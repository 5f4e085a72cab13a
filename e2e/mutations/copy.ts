/** A copy of the working tree that can be broken: its own files, everybody's packages. */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Change } from './safeguard.ts'

/** What packages of the repository are called: links to its folders, relative, so that each tree has its own. */
const own = '@souk'

/** Copies what git tracks, as it stands in the working tree, and new files that it does not ignore. */
export function copyTree(from: string, to: string) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: from })
  for (const file of listed.toString().split('\0')) {
    if (file === '' || !existsSync(join(from, file))) continue
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(from, file), join(to, file))
  }
  for (const folder of ['.', 'apps/storefront']) linkPackages(join(from, folder), join(to, folder))
}

function linkPackages(from: string, to: string) {
  const [theirs, ours] = [join(from, 'node_modules'), join(to, 'node_modules')]
  if (!existsSync(theirs)) return
  mkdirSync(ours)
  for (const name of readdirSync(theirs)) {
    if (name !== own) symlinkSync(join(theirs, name), join(ours, name))
    else
      for (const part of readdirSync(join(theirs, own))) {
        mkdirSync(join(ours, own), { recursive: true })
        symlinkSync(readlinkSync(join(theirs, own, part)), join(ours, own, part))
      }
  }
}

/** Makes the changes in a tree. @returns what puts its files back @throws where a safeguard has moved */
export function change(tree: string, changes: readonly Change[]): () => void {
  const before = new Map(changes.map(({ file }) => [file, readFileSync(join(tree, file), 'utf8')]))
  const after = new Map(before)
  for (const one of changes) after.set(one.file, changed(after.get(one.file) as string, one))
  for (const [file, text] of after) writeFileSync(join(tree, file), text)
  return () => {
    for (const [file, text] of before) writeFileSync(join(tree, file), text)
  }
}

/** @throws where what is to be found is not there exactly once */
export function changed(text: string, { file, find, replace }: Change): string {
  const parts = text.split(find)
  if (parts.length !== 2)
    throw new Error(`The safeguard has moved: this stands ${parts.length - 1} times in ${file}, not once:\n${find}`)
  return parts.join(replace)
}

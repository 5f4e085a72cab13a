/** `npm run deploy:generate`: writes every file that follows from the description, and removes those that no longer do. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { generatedFiles } from './files.ts'

const root = resolve(import.meta.dirname, '..')
const wanted = generatedFiles()
const stale = globSync('deploy/kubernetes/**/*.yaml', { cwd: root }).filter(
  (file) => wanted[file] === undefined && readFileSync(join(root, file), 'utf8').startsWith('# Written by'),
)
const changed = Object.keys(wanted).filter((file) => read(file) !== wanted[file])

for (const file of changed) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), wanted[file] as string)
  console.log(`written  ${file}`)
}
for (const file of stale) {
  rmSync(join(root, file))
  console.log(`removed  ${file}`)
}
console.log(`${Object.keys(wanted).length} files, ${changed.length + stale.length} of them changed`)

function read(file: string) {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    return undefined
  }
}

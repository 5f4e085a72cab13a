/**
 * `npm run deploy:secrets`: makes the secrets of a shop at random, in files that only their owner may read. What is there
 * already is kept.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { clusterSecrets, composeEnvironment } from './secret-values.ts'

const help = `npm run deploy:secrets                      deploy/.env, for docker compose
npm run deploy:secrets -- local             for the overlay local
npm run deploy:secrets -- production HOST   for the overlay production, with its databases at HOST (or HOST:PORT)
`
const random = () => randomBytes(24).toString('base64url')

/** @param deploy the folder deploy/ @returns the files, and whether each is new */
export function makeSecrets(deploy: string, words: readonly string[]): { file: string; isNew: boolean }[] {
  const [kind = 'compose', host] = words
  if (kind === 'compose') return [write(join(deploy, '.env'), () => composeEnvironment(random))]
  if (kind === 'local')
    return writeAll(join(deploy, 'kubernetes/components/local-secrets'), clusterSecrets(random, 'postgres'))
  if (kind === 'production' && host !== undefined)
    return writeAll(join(deploy, 'secrets'), clusterSecrets(random, host, '?sslmode=verify-full'))
  throw new Error(help)
}

/** All or none: a password stands in two of them. */
function writeAll(folder: string, secrets: ReturnType<typeof clusterSecrets>) {
  const files = Object.entries(secrets).map(([name, values]) => ({
    file: join(folder, `${name}.env`),
    text: Object.entries(values)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  }))
  const present = files.filter(({ file }) => existsSync(file))
  if (present.length > 0 && present.length < files.length)
    throw new Error(
      `Some of the secrets in ${folder} are there, others are not, and they belong together. Add what is missing by hand,\n` +
        `or remove them all to make new ones: ${files.filter((one) => !present.includes(one)).map(({ file }) => relative(folder, file))}`,
    )
  return files.map(({ file, text }) => write(file, () => text))
}

function write(file: string, text: () => string) {
  const isNew = !existsSync(file)
  if (isNew) {
    mkdirSync(resolve(file, '..'), { recursive: true })
    writeFileSync(file, text(), { mode: 0o600 })
  }
  return { file, isNew }
}

if (import.meta.main) {
  try {
    for (const { file, isNew } of makeSecrets(import.meta.dirname, process.argv.slice(2)))
      console.log(`${isNew ? 'made' : 'kept'}  ${relative(resolve(import.meta.dirname, '..'), file)}`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}

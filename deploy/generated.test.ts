import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { services } from '../scripts/services.ts'
import { generatedFiles } from './files.ts'
import { layOut } from './lay-out.ts'

const root = resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

test('What is committed is what the services and the table of sizes say today.', () => {
  const stale = Object.entries(generatedFiles()).filter(
    ([file, text]) => !existsSync(join(root, file)) || read(file) !== text,
  )
  assert.deepEqual(
    stale.map(([file]) => file),
    [],
    'run npm run deploy:generate',
  )
})

test('Every service and the gateway have a container in compose, and only the gateway a way in from outside.', () => {
  const compose = parse(read('deploy/compose.yaml')) as { services: Record<string, Container> }
  const names = services.map(({ contract }) => `${contract.name}-service`)
  for (const name of [...names, 'gateway']) {
    const one = compose.services[name]
    assert.ok(one?.read_only && one.cap_drop?.[0] === 'ALL' && one.cpus && one.mem_limit, name)
  }
  const published = Object.entries(compose.services).filter(([, { ports }]) => ports !== undefined)
  assert.deepEqual(
    published.map(([name]) => name),
    ['gateway'],
  )
})

test('Compose gives no secret a default: each comes from .env, or compose stops.', () => {
  const compose = parse(read('deploy/compose.yaml')) as { services: Record<string, Container> }
  const secret = /SECRET$|PASSWORD$|_DATABASE_URL$/
  const optional = /^STRIPE_/
  for (const [name, { environment = {} }] of Object.entries(compose.services))
    for (const [variable, value] of Object.entries(environment))
      if (secret.test(variable) && !optional.test(variable)) assert.match(value, /\$\{\w+:\?/, `${name}: ${variable}`)
})

test('The image has the Node of package.json, and its files are laid out for whatever runs in it.', () => {
  const { devDependencies } = JSON.parse(read('package.json'))
  assert.match(read('Dockerfile'), new RegExp(`^ARG NODE_VERSION=${devDependencies.node.replaceAll('.', '[.]')}$`, 'm'))
  assert.throws(() => layOut(root, 'nothing', ''), /There is no 'nothing'. Name one of: audit, .*, gateway[.]/)
})

type Container = {
  read_only?: boolean
  cap_drop?: string[]
  cpus?: number
  mem_limit?: string
  ports?: string[]
  environment?: Record<string, string>
}

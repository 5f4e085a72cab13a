/** The workflows do what they say: their commands are there, their actions are pinned, and no deployable is left out. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { contracts } from '../contracts.ts'
import { deployablesIn } from './deployables.ts'
import { openTree } from './import-graph.ts'

const root = resolve(import.meta.dirname, '../..')

type Step = { uses?: string; run?: string; env?: Record<string, unknown>; with?: Record<string, unknown> }
type Job = {
  uses?: string
  needs?: string | string[]
  environment?: string
  permissions?: Record<string, string>
  'timeout-minutes'?: number
  strategy?: { 'max-parallel'?: number; matrix: Record<string, string> }
  steps?: Step[]
}
type Workflow = { permissions: Record<string, string>; concurrency?: object; jobs: Record<string, Job> }

const workflows = globSync('.github/workflows/*.yml', { cwd: root })
  .sort()
  .map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return { file, text, workflow: parse(text) as Workflow }
  })

const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ where: `${file}: ${name}`, job })),
)
const steps = jobs.flatMap(({ where, job }) => (job.steps ?? []).map((step) => ({ where, step })))

function jobOf(workflow: string, name: string): Job {
  const found = workflows.find(({ file }) => file.endsWith(`/${workflow}.yml`))?.workflow.jobs[name]
  assert.ok(found, `${workflow}: ${name}`)
  return found
}

test('Each command of a workflow is a script of package.json.', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const commands = steps.flatMap(({ where, step }) =>
    [...(step.run ?? '').matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(test))\b/g)].map(([, name, plain]) => ({
      where,
      name: name ?? plain,
    })),
  )
  assert.ok(commands.length >= 6)
  assert.deepEqual(
    commands.filter(({ name }) => !(String(name) in scripts)),
    [],
  )
})

test('Each action is pinned by its commit, with its version beside it.', () => {
  for (const { file, text } of workflows)
    for (const [line, action = ''] of text.matchAll(/uses: (\S+).*/g))
      assert.ok(
        action.startsWith('./.github/workflows/') || /^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line),
        `${file}: ${line}`,
      )
})

test('A workflow may read, and a job more only where it must; what people write reaches a shell as data only.', () => {
  for (const { file, workflow } of workflows) assert.deepEqual(workflow.permissions, { contents: 'read' }, file)
  const writing = jobs.filter(({ job }) => Object.values(job.permissions ?? {}).includes('write'))
  assert.deepEqual(
    writing.map(({ where }) => where.split(': ')[1]),
    ['images'],
  )
  for (const { where, job } of jobs) assert.ok(job.uses !== undefined || job['timeout-minutes'], `${where} may hang`)
  for (const { where, step } of steps) assert.doesNotMatch(step.run ?? '', /\$\{\{/, where)
})

test('Every deployable is delivered: what goes out is what `npm run touched` finds, and it knows all of them.', () => {
  const found = deployablesIn(openTree(root)).map(({ name }) => name)
  assert.deepEqual(found.sort(), [...contracts.map(({ name }) => name), 'gateway'].sort())
  const [images, rollOut] = [jobOf('deliver', 'images'), jobOf('deliver', 'roll-out')]
  assert.match(images.strategy?.matrix.image ?? '', /fromJSON\(needs\.touched\.outputs\.images\)/)
  assert.match(rollOut.strategy?.matrix.release ?? '', /fromJSON\(needs\.touched\.outputs\.released\)/)
})

test('Nothing is built before it is tested, and nothing goes out but through the protected environment, one at a time.', () => {
  const [images, rollOut] = [jobOf('deliver', 'images'), jobOf('deliver', 'roll-out')]
  assert.equal(jobOf('deliver', 'test').uses, './.github/workflows/test.yml')
  assert.ok(images.needs?.includes('test'))
  assert.ok(rollOut.needs?.includes('images'))
  assert.equal(rollOut.environment, 'production')
  assert.equal(rollOut.strategy?.['max-parallel'], 1)
  assert.ok(rollOut.steps?.some(({ run }) => run?.includes('rollout undo')))
})

test('The tests run on the Node that the shop runs on.', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const named = workflows.flatMap(({ text }) => [...text.matchAll(/container: node:([\d.]+)-/g)].map(([, one]) => one))
  assert.deepEqual(new Set(named), new Set([devDependencies.node]))
})

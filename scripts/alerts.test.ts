import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { contracts } from './contracts.ts'

const folder = resolve(import.meta.dirname, '../deploy/prometheus')
const promtool = (...words: string[]) => spawnSync('promtool', words, { cwd: folder, encoding: 'utf8' })
const isThere = promtool('--version').status === 0
const skip = isThere ? false : 'promtool is not on this machine: it comes with Prometheus'

test('Prometheus understands its configuration and the alerts.', { skip }, () => {
  const config = promtool('check', 'config', 'prometheus.yml')
  assert.equal(config.status, 0, config.stdout + config.stderr)
  const rules = promtool('check', 'rules', 'alerts.yml')
  assert.equal(rules.status, 0, rules.stdout + rules.stderr)
})

test('Each alert fires when it should, and none while all is well.', { skip }, () => {
  const run = promtool('test', 'rules', 'alerts.test.yml')
  assert.equal(run.status, 0, run.stdout + run.stderr)
  const told = readFileSync(resolve(folder, 'alerts.test.yml'), 'utf8')
  const alerts = [...readFileSync(resolve(folder, 'alerts.yml'), 'utf8').matchAll(/alert: (\w+)/g)].map(
    ([, name]) => name,
  )
  assert.deepEqual(
    alerts.filter((name) => !told.includes(`alertname="${name}"`)),
    [],
  )
})

test('Every service and the gateway are scraped, and missed where they are not to be found.', () => {
  const processes = ['gateway', ...contracts.map(({ name }) => `${name}-service`)]
  const config = readFileSync(resolve(folder, 'prometheus.yml'), 'utf8')
  const alerts = readFileSync(resolve(folder, 'alerts.yml'), 'utf8')
  assert.deepEqual(
    processes.filter((name) => !config.includes(`- ${name}\n`)),
    [],
  )
  assert.deepEqual(
    processes.filter((name) => !alerts.includes(`absent(up{job="souk", process="${name}"})`)),
    [],
  )
})

test('Every dashboard has a name of its own and asks the data source that is provided.', () => {
  const root = resolve(folder, '../grafana')
  const boards = globSync('dashboards/*.json', { cwd: root }).map((file) => readFileSync(resolve(root, file), 'utf8'))
  assert.ok(boards.length > 0)
  assert.equal(new Set(boards.map((text) => JSON.parse(text).uid)).size, boards.length)
  const source = /uid: (\w+)/.exec(readFileSync(resolve(root, 'provisioning/datasources/prometheus.yml'), 'utf8'))?.[1]
  for (const text of boards)
    for (const [, uid] of text.matchAll(/"type": "prometheus",\s+"uid": "(\w+)"/g)) assert.equal(uid, source)
})

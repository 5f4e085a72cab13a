import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { cruise, imports, names } from './checks.ts'
import { brokenWalls } from './walls.ts'

for (const { title, run } of [imports, names])
  test(title, async () => {
    const { ok, output } = await run()
    assert.ok(ok, `\n${output}\n`)
  })

const small = mkdtempSync(join(tmpdir(), 'souk-walls-'))
before(build)
after(() => rmSync(small, { recursive: true, force: true }))

function write(files: Record<string, string>) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(small, file)), { recursive: true })
    writeFileSync(join(small, file), text)
  }
}

/** The least that has all parts of the house and breaks nothing. */
function build() {
  const manifest = (name: string, ...dependencies: string[]) =>
    JSON.stringify({ name, dependencies: Object.fromEntries(dependencies.map((one) => [one, '1.0.0'])) })
  write({
    'package.json': manifest('small', '@souk/gateway'),
    'platform/package.json': manifest('@souk/platform'),
    'contracts/package.json': manifest('@souk/contracts', '@souk/platform', 'typebox'),
    'services/order/package.json': manifest('@souk/order-service', '@souk/contracts', '@souk/platform'),
    'services/cart/package.json': manifest('@souk/cart-service', '@souk/platform'),
    'apps/gateway/package.json': manifest('@souk/gateway', '@souk/contracts'),
    'demo/package.json': manifest('@souk/demo', '@souk/contracts'),
    'platform/contract.ts': "import './log.ts'\nexport const contract = 1\n",
    'platform/config.ts': "import './log.ts'\n",
    'platform/log.ts': 'export const log = 1\n',
    'platform/testing.ts': "import './log.ts'\n",
    'platform/database/pool.ts': "import '../log.ts'\nexport type Db = 1\nexport const openDatabase = 1\n",
    'contracts/order.ts': "import { contract } from '../platform/contract.ts'\nexport const order = contract\n",
    'services/order/service.ts': "import './order.ts'\nimport './orders.sql.ts'\nimport '../../contracts/order.ts'\n",
    'services/order/order.ts':
      "import type { order } from '../../contracts/order.ts'\nexport type Order = typeof order\n",
    'services/order/orders.sql.ts':
      "import type { Db } from '../../platform/database/pool.ts'\nexport type Rows = Db\n",
    'services/cart/service.ts': "import '../../platform/log.ts'\n",
    'apps/gateway/gateway.ts': "import '../../contracts/order.ts'\n",
    'demo/load.ts': "import '../contracts/order.ts'\n",
    'e2e/market.ts': "import '../scripts/services.ts'\n",
    'bench/bench.ts': "import '../scripts/services.ts'\n",
    'chaos/chaos.ts': "import '../scripts/services.ts'\n",
    'deploy/generate.ts': "import '../scripts/services.ts'\n",
    'conformance/conformance.ts': "import '../contracts/order.ts'\n",
    'scripts/services.ts': "import '../services/order/service.ts'\nimport '../services/cart/service.ts'\n",
  })
  mkdirSync(join(small, 'node_modules'))
  const modules = resolve(import.meta.dirname, '../node_modules')
  for (const name of ['typebox', 'pg', 'typescript'])
    symlinkSync(join(modules, name), join(small, 'node_modules', name))
}

test('A tree that keeps to the walls is told of nothing.', async () => {
  const { ok, output } = await cruise(small)
  assert.ok(ok, output)
  assert.deepEqual(brokenWalls(small), [])
})

test('Each import across a wall is reported by the wall’s name.', async () => {
  const trespasses: Record<string, [file: string, text: string]> = {
    'a-service-imports-no-other-service': ['services/cart/peek.ts', "import '../order/order.ts'\n"],
    'a-service-stands-on-contracts-and-platform': ['services/cart/face.ts', "import '../../apps/gateway/gateway.ts'\n"],
    'only-the-whole-shop-imports-services': ['demo/short.ts', "import '../services/order/service.ts'\n"],
    'platform-knows-no-shop': ['platform/shop.ts', "import '../contracts/order.ts'\n"],
    'contracts-are-data': ['contracts/reads.ts', "import 'node:fs'\n"],
    'an-app-knows-contracts-and-platform': ['apps/gateway/fill.ts', "import '../../demo/load.ts'\n"],
    'the-demo-knows-contracts-and-platform': ['demo/open.ts', "import '../apps/gateway/gateway.ts'\n"],
    'statements-get-their-database': [
      'services/order/more.sql.ts',
      "import { openDatabase } from '../../platform/database/pool.ts'\nexport const own = openDatabase\n",
    ],
    'rules-are-pure': [
      'services/cart/cart.ts',
      "import { randomUUID } from 'node:crypto'\nexport const id = randomUUID\n",
    ],
    'tests-only-test': ['services/cart/service.ts', "import './fakes.ts'\n"],
    'no-circle': ['platform/one.ts', "import type { two } from './two.ts'\nexport type One = typeof two\n"],
    'no-orphan': ['services/cart/left-over.ts', 'export const nobody = 1\n'],
    'declare-what-you-import': ['services/cart/borrowed.ts', "import 'pg'\n"],
    'no-development-package-in-the-shop': [
      'services/cart/early.ts',
      "import { Type } from 'typebox'\nexport const type = Type\n",
    ],
    'imports-resolve': ['services/cart/nowhere.ts', "import './gone.ts'\n"],
  }
  write(Object.fromEntries(Object.values(trespasses)))
  write({
    'platform/two.ts': "import type { One } from './one.ts'\nexport const two = 1 as One\n",
    'services/cart/fakes.ts': "import '../../platform/testing.ts'\n",
    'services/cart/package.json': JSON.stringify({ name: '@souk/cart-service', devDependencies: { typebox: '1.0.0' } }),
  })
  const { ok, output } = await cruise(small)
  assert.equal(ok, false)
  for (const [wall, [file]] of Object.entries(trespasses))
    assert.ok(output.includes(`${wall}: ${file}`), `${wall} does not see ${file}:\n${output}`)
})

test('Each breach in names and texts is reported with its file.', () => {
  const breaches: Record<string, [text: string, said: RegExp]> = {
    'services/cart/index.ts': ['', /not index/],
    'services/cart/utils.ts': ['', /not utils/],
    'platform/helpers/dates.ts': ['', /not utils, common or helpers/],
    'services/cart/someCase.ts': ['', /kebab-case/],
    'services/cart/long.ts': ['export {}\n'.repeat(401), /401 lines/],
    'services/cart/environment.ts': [`export const port = process.${'env'}.PORT\n`, /platform\/config\.ts alone/],
    'services/cart/undeclared.ts': [
      "import '@souk/platform/log.ts'\nimport { a } from '@souk/contracts/a.ts'\n",
      /declare @souk\/contracts/,
    ],
  }
  write(Object.fromEntries(Object.entries(breaches).map(([file, [text]]) => [file, text])))
  const faults = brokenWalls(small)
  for (const [file, [, said]] of Object.entries(breaches))
    assert.ok(
      faults.some((fault) => fault.startsWith(file) && said.test(fault)),
      `${file} is not reported: ${faults}`,
    )
})

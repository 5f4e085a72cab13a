/** What a change touches and what a release writes down, in a small shop with a history of its own. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { deployablesIn } from './deployables.ts'
import { changedSince } from './git.ts'
import { openTree } from './import-graph.ts'
import type { Promised } from './promise.ts'
import { readRelease } from './record.ts'
import { release } from './releasing.ts'
import { inOrder, releasesSince } from './rollout.ts'
import { openSmallShop, type SmallShop } from './small-shop.testing.ts'
import type { Standing } from './today.ts'
import { testsTouched, touchOf } from './touches.ts'

let shop: SmallShop
let base: string

before(() => {
  shop = openSmallShop()
  base = shop.git('rev-parse', 'HEAD')
})
beforeEach(() => {
  shop.git('reset', '--quiet', '--hard', base)
  shop.git('clean', '--quiet', '-fd')
})
after(() => shop.close())

function touched() {
  const tree = openTree(shop.root)
  return deployablesIn(tree)
    .filter((one) => touchOf(tree, shop.git, one, base) !== undefined)
    .map(({ name }) => name)
}

function asksFor() {
  return testsTouched(openTree(shop.root), changedSince(shop.git, base))
}

const changes: Record<string, [files: Record<string, unknown>, touches: string[]]> = {
  'a service’s own code touches that service': [{ 'services/cart/lines.ts': 'export const lines = 2\n' }, ['cart']],
  'a migration touches its service': [{ 'services/order/migrations/0002-more.sql': 'select 2;\n' }, ['order']],
  'a contract touches its service and all that know it': [
    { 'contracts/cart.ts': 'export const cart = 2\n' },
    ['cart', 'order', 'gateway'],
  ],
  'a contract that others do not know touches its service alone': [
    { 'contracts/order.ts': "import './cart.ts'\nexport const order = 2\n" },
    ['order'],
  ],
  'a file of the platform touches all that reach it': [
    { 'platform/host.ts': 'export const host = 2\n' },
    ['cart', 'order'],
  ],
  'what only a page needs touches the gateway': [
    { 'platform/pictures.ts': 'export const pictures = 2\n' },
    ['gateway'],
  ],
  'the platform’s migrations touch all that stand on it': [
    { 'platform/migrations/0002-more.sql': 'select 2;\n' },
    ['cart', 'order', 'gateway'],
  ],
  'a test, what is made for tests, and a page for people touch nothing': [
    {
      'services/cart/lines.test.ts': 'export {}\n',
      'services/cart/made-up.ts': 'export const made = 2\n',
      'services/cart/README.md': 'All carts.',
    },
    [],
  ],
}

for (const [what, [files, touches]] of Object.entries(changes))
  test(`Of a change, ${what}.`, () => {
    shop.commit('a change', files)
    assert.deepEqual(touched(), touches)
  })

test('A file that is gone touches whom it belonged to, also while nothing is committed.', () => {
  shop.git('rm', '--quiet', 'services/order/migrations/0001-orders.sql')
  assert.deepEqual(touched(), ['order'])
})

test('Another version of a package touches all that stand on it, directly or not, and what is built by it.', () => {
  for (const [name, touches] of [
    ['sharp', ['cart']],
    ['pg-types', ['cart', 'order', 'gateway']],
    ['vite', ['gateway']],
  ] as const) {
    shop.write({ 'package-lock.json': shop.lock({ [name]: '9.0.0' }) })
    assert.deepEqual(touched(), touches, name)
  }
})

test('The tests of a change are those that reach it; what stands below all, or what nobody can place, asks for all.', () => {
  shop.write({ 'services/cart/made-up.ts': 'export const made = 3\n' })
  assert.deepEqual(asksFor(), { whole: false, folders: ['services/cart'] })
  shop.write({ 'README.md': 'A large shop.' })
  assert.deepEqual(asksFor(), { whole: false, folders: ['services/cart'] })
  for (const file of ['platform/host.ts', 'contracts/cart.ts', 'e2e/shopping.test.ts', 'tsconfig.json']) {
    shop.git('reset', '--quiet', '--hard', base)
    shop.write({ [file]: 'export const changed = 1\n' })
    assert.equal(asksFor().whole, true, file)
  }
})

const operation = { method: 'GET', path: '/carts', access: ['internal'], status: [200], repeat: 'safe', timeout: 5_000 }
const cartPromises: Promised = { operations: { listCarts: operation }, events: {} }
const orderPromises: Promised = { operations: {}, events: {} }

/** All three, as the records in the folder and these promises have it. */
function everyone(promises: { cart?: Promised } = {}, calls = ['listCarts']): Standing[] {
  const of: Record<string, Promised> = { cart: promises.cart ?? cartPromises, order: orderPromises }
  return deployablesIn(openTree(shop.root)).map((one) => ({
    ...one,
    promises: of[one.name],
    relies: { calls: one.name === 'order' && calls.length > 0 ? { cart: calls } : {}, follows: [] },
    released: readRelease(shop.root, one.name),
  }))
}

function releaseOf(names: string[], all = everyone(), more: { version?: string; dryRun?: boolean } = {}) {
  const said: string[] = []
  const choice = { names, version: more.version, dryRun: more.dryRun ?? false }
  release(openTree(shop.root), shop.git, all, choice, (line) => said.push(line))
  return said.join('\n')
}

function releaseAll() {
  releaseOf(['cart', 'order', 'gateway'])
  return shop.commit('release: all', {})
}

function changelogOf(name: string) {
  return readFileSync(join(shop.root, `services/${name}/CHANGELOG.md`), 'utf8')
}

test('A release writes its version, its commit, what it promises, and the commits that made it.', () => {
  const since = releaseAll()
  shop.commit('cart: lines are counted', { 'services/cart/lines.ts': 'export const lines = 3\n' })
  shop.commit('order: nothing for carts', { 'services/order/service.ts': "import '@souk/platform/host.ts'\n" })
  const head = shop.git('rev-parse', 'HEAD')

  assert.match(releaseOf(['cart']), /cart 0\.1\.0 → 0\.1\.1/)
  const { version, commit, promises } = readRelease(shop.root, 'cart') ?? {}
  assert.deepEqual([version, commit, promises], ['0.1.1', head, cartPromises])
  assert.match(
    changelogOf('cart'),
    /^# Releases of cart-service\n\n## 0\.1\.1 \(.*\)\n\n- cart: lines are counted\n\n## 0\.1\.0/,
  )
  assert.doesNotMatch(changelogOf('cart'), /nothing for carts/)
  shop.commit('release: cart 0.1.1', {})
  assert.deepEqual(releasesSince(shop.root, shop.git, deployablesIn(openTree(shop.root)), since), [
    { name: 'cart', version: '0.1.1', commit: head },
  ])
  assert.match(releaseOf(['cart']), /cart is as it was released \(0\.1\.1\)/)
})

test('A version says whether the contract grew, lost something, or neither; another one can be named.', () => {
  releaseAll()
  shop.commit('cart: a change', { 'services/cart/lines.ts': 'export const lines = 4\n' })
  const more = { operations: { ...cartPromises.operations, findCart: { ...operation, path: '/cart' } }, events: {} }
  const less = { operations: {}, events: {} }
  const dry = (all: Standing[], version?: string) =>
    releaseOf(['cart'], all, { dryRun: true, ...(version === undefined ? {} : { version }) })
  assert.match(dry(everyone({ cart: more })), /→ 0\.2\.0\n {2}- contract: findCart is new/)
  const unused = everyone({ cart: less }, []).map((one) => ({
    ...one,
    released: one.released && { ...one.released, calls: {} },
  })) as Standing[]
  assert.match(dry(unused), /→ 1\.0\.0/)
  assert.match(dry(everyone(), '3.1.4'), /→ 3\.1\.4/)
  assert.equal(readRelease(shop.root, 'cart')?.version, '0.1.0')
})

test('Nothing is released from what is not committed, through a closed gate, before a neighbour that it needs, or without its past.', () => {
  releaseAll()
  shop.write({ 'services/cart/lines.ts': 'export const lines = 5\n' })
  assert.throws(() => releaseOf(['cart']), /not committed/)
  shop.commit('cart: a change', {})
  assert.throws(
    () => releaseOf(['cart'], everyone({ cart: { operations: {}, events: {} } })),
    /listCarts is gone[\s\S]*breaks order[\s\S]*Nothing is released/,
  )
  const more = { operations: { ...cartPromises.operations, findCart: { ...operation, path: '/cart' } }, events: {} }
  const ahead = everyone({ cart: more }, ['listCarts', 'findCart'])
  shop.commit('order: finds carts', { 'services/order/service.ts': "import '@souk/contracts/order.ts'\n" })
  assert.throws(
    () => releaseOf(['order'], ahead),
    /order relies on cart\.findCart, which as released is not there yet: release cart first/,
  )
  assert.match(releaseOf(['order', 'cart'], ahead), /order 0\.1\.0 → 0\.1\.1/)
  shop.git('reset', '--quiet', '--hard')
  const lost = everyone().map((one) => ({
    ...one,
    released: one.released && { ...one.released, commit: 'f'.repeat(40) },
  }))
  assert.throws(() => releaseOf(['cart'], lost as Standing[]), /fetch all of it/)
  assert.throws(() => releaseOf(['card']), /There is no card to release, only cart, order, gateway/)
  assert.throws(() => releaseOf([]), /Name what to release/)
})

test('Whoever is called goes out before whoever calls; to read a feed keeps nobody waiting.', () => {
  const calls = (of: Record<string, string[]>) => ({ calls: of })
  const releases = new Map([
    ['audit', calls({ order: ['auditOrders'] })],
    ['cart', calls({ order: ['readEvents'] })],
    ['gateway', calls({ order: ['getOrder'], cart: ['getCart'] })],
    ['order', calls({ cart: ['readCart'], audit: ['readEvents'] })],
  ])
  assert.deepEqual(inOrder(releases), ['cart', 'order', 'audit', 'gateway'])
})

/** The gate: what would break a neighbour is found, and the neighbour is named; what only adds passes. */
import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { contracts } from '../contracts.ts'
import { services } from '../services.ts'
import { breaking, harmless, type MadeUp } from './changes.testing.ts'
import { gateReport } from './gate-report.ts'
import { openTree } from './import-graph.ts'
import type { Promised } from './promise.ts'
import { readableJson } from './readable-json.ts'
import { folded, unfolded } from './shapes.ts'
import { misfits, neededFirst, type Standing, standings, verdicts } from './today.ts'
import type { Reliance } from './verdict.ts'

const all = standings(openTree(resolve(import.meta.dirname, '../..')), services, contracts)

test('No contract of today breaks what a neighbour, as it is released or as it is now, relies on.', () => {
  const found = verdicts(all)
  assert.ok(
    found.every(({ verdict }) => verdict !== 'refused'),
    gateReport(found, []),
  )
})

test('Every service and the gateway are known, with what each promises.', () => {
  const known = all.filter(({ promises }) => promises !== undefined).map(({ name }) => name)
  assert.deepEqual(known, contracts.map(({ name }) => name).sort())
  assert.equal(all.length, services.length + 1)
})

test('What a deployable calls and follows is found in its code, and not in its tests.', () => {
  const reliesOf = (name: string) => named(all, name).relies
  assert.deepEqual(reliesOf('delivery'), { calls: { cart: ['readCart', 'readEvents'] }, follows: ['cart.changed.v1'] })
  assert.deepEqual(reliesOf('order').calls.inventory, ['keep', 'release', 'reserve', 'restock', 'ship'])
  assert.deepEqual(reliesOf('order').calls.delivery, ['createShipment', 'quote'])
  assert.ok(reliesOf('audit').calls.order?.includes('readStanding'))
  assert.ok(reliesOf('gateway').calls.cart?.includes('setLine'))
})

test('What is promised comes back from its record as it was.', () => {
  for (const { promises } of all)
    if (promises !== undefined) assert.deepEqual(unfolded(JSON.parse(readableJson(folded(promises)))), promises)
})

for (const [what, change] of Object.entries(breaking))
  test(`It is refused, and who would break is named, where ${what}.`, () => {
    const found = verdicts(changed(change))
    const [fault, ...more] = found.filter(({ says }) => change.says.test(says))
    assert.deepEqual(more, [])
    assert.equal(fault?.verdict, 'refused', said(found))
    assert.deepEqual(fault?.who.map(({ name }) => name).sort(), change.breaks.sort())
    assert.match(said(found), /instead: /)
  })

for (const [what, change] of Object.entries(harmless))
  test(`It passes, and is listed, where ${what}.`, () => {
    const found = verdicts(changed(change))
    assert.ok(
      found.some(({ says }) => change.says.test(says)),
      said(found),
    )
    assert.deepEqual(new Set(found.map(({ verdict }) => verdict)), new Set(['passes']))
  })

const noReserve: MadeUp = { service: 'inventory', edits: { 'operations/reserve': undefined }, says: /gone/, breaks: [] }

/** As order-service would be without its reservations. */
function withoutReserve({ calls, follows }: Reliance): Reliance {
  return { calls: { ...calls, inventory: (calls.inventory ?? []).filter((name) => name !== 'reserve') }, follows }
}

test('What today’s code uses no more stays until what is released uses it no more either.', () => {
  const moved = changed(noReserve).map((one) =>
    one.name === 'order' ? { ...one, relies: withoutReserve(one.relies) } : one,
  )
  assert.match(said(verdicts(moved)), /breaks order \(as released\)\n.*instead: release order first/)

  const released = moved.map((one) => {
    if (one.name !== 'order' || one.released === undefined) return one
    return { ...one, released: { ...one.released, ...withoutReserve(one.released) } }
  })
  assert.deepEqual(
    verdicts(released).map(({ verdict }) => verdict),
    ['unused'],
  )
})

test('A caller waits for the release of what it calls; what it can do without keeps nobody waiting.', () => {
  const ahead = (edits: MadeUp['edits'], service: string) => {
    const young = changed({ service, edits, says: /./, breaks: [] })
    // What is there is the older one: the change is made to what was released instead.
    return young.map((one) =>
      one.promises === undefined || one.released?.promises === undefined
        ? one
        : { ...one, promises: one.released.promises, released: { ...one.released, promises: one.promises } },
    )
  }
  const lacking = ahead({ 'operations/reserve': undefined }, 'inventory')
  assert.deepEqual(
    neededFirst(lacking, named(lacking, 'order')).map(({ service, name }) => `${service}.${name}`),
    ['inventory.reserve'],
  )
  assert.deepEqual(neededFirst(lacking, named(lacking, 'cart')), [])
  const withoutUse = ahead({ 'operations/getOrder/returns/properties/returnable': undefined }, 'order')
  assert.deepEqual(neededFirst(withoutUse, named(withoutUse, 'gateway')), [])
})

test('A service that was taken back is told from its callers that rely on what it lacks again.', () => {
  assert.deepEqual(misfits(all), [])
  const back = all.map((one) => {
    if (one.name !== 'inventory' || one.released?.promises === undefined) return one
    const { reserve: _, ...operations } = one.released.promises.operations
    return { ...one, released: { ...one.released, promises: { ...one.released.promises, operations } } }
  })
  assert.deepEqual(
    misfits(back).map((fault) => fault.split(', ')[0]),
    [`order ${named(all, 'order').released?.version} as released calls inventory.reserve`],
  )
})

function named(among: readonly Standing[], name: string) {
  return among.find((one) => one.name === name) as Standing
}

/** All as if what is promised today were released, but for one service, which promises something else now. */
function changed({ service, edits }: MadeUp): Standing[] {
  return all.map((one) => {
    if (one.promises === undefined) return one
    const promises = one.name === service ? structuredClone(one.promises) : one.promises
    if (one.name === service) for (const [path, value] of Object.entries(edits)) edit(promises, path, value)
    return { ...one, promises, released: { version: '1.0.0', commit: '', ...one.relies, promises: one.promises } }
  })
}

function edit(promises: Promised, path: string, value: unknown) {
  const names = path.split('/')
  const last = names.pop() as string
  let at = promises as unknown as Record<string, unknown>
  for (const name of names) {
    assert.ok(name in at, `${path}: there is no ${name}`)
    at = at[name] as typeof at
  }
  if (value === undefined) delete at[last]
  else at[last] = typeof value === 'function' ? value(at[last]) : value
}

function said(found: ReturnType<typeof verdicts>) {
  return stripVTControlCharacters(gateReport(found, []))
}

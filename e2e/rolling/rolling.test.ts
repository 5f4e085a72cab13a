/** Point 13: while one release replaces another, process by process, nobody's purchase fails. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { contracts } from '../../scripts/contracts.ts'
import { marketIn, quickSettings } from '../market.ts'
import type { Member } from '../members.ts'
import { type ProcessShop, startProcessShop } from '../process-shop.ts'
import { unpackRelease } from './release.ts'

const { commit, version } = JSON.parse(readFileSync(new URL('../../releases/order.json', import.meta.url), 'utf8')) as {
  commit: string
  version: string
}
const previous = unpackRelease(commit)
after(() => previous !== undefined && rmSync(previous, { recursive: true, force: true }))

const isOfNext = ({ name }: Member) => name.endsWith('-2')
let shop: ProcessShop
if (previous !== undefined) {
  before(async () => {
    const replicas = Object.fromEntries([...contracts.map(({ name }) => [name, 2]), ['gateway', 2]])
    // Who is told to end goes on for a moment, until the others have found the next one: as a balancer's readiness does it.
    const environment = { ...quickSettings, SOUK_PAGES: '0', SOUK_STOP_GRACE_MS: '1500' }
    shop = await startProcessShop({ environment, replicas, release: previous, isStarted: (one) => !isOfNext(one) })
  })
  after(() => shop.close())
}

test(`Every process of release ${version} is replaced by one of this release, one after the other, and no purchase fails.`, {
  skip: previous === undefined ? `the history of release ${version} is not here` : false,
}, async () => {
  const gateways = shop.members.filter(({ service }) => service === 'gateway')
  let door = shop.url
  // Who comes through a closing gateway asks the next one, as a balancer in front of them does.
  const market = await marketIn(
    shop,
    () => door,
    async () => {},
  )
  const sku = await market.onSale({ onHand: 100_000 })
  const failures: string[] = []
  const placed: string[] = []
  let isOver = false

  async function buy() {
    const person = market.guest
    const at = door
    const call = async (method: string, path: string, body?: unknown, key?: string) => {
      const answer = await fetch(`${at}/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (answer.status >= 400)
        throw new Error(`${method} ${path.split('?')[0]} was answered ${answer.status}: ${text}`)
      return JSON.parse(text)
    }
    const { id } = await call('POST', '/carts', {})
    await call('PUT', `/carts/${id}/lines/${sku}`, { quantity: 1 })
    const options = await call('GET', `/delivery-options?cart=${id}&country=DE&postcode=10115`)
    const request = { ...(await orderFor(id)), deliveryOptionId: options.items[0].id }
    placed.push((await call('POST', '/orders', request, randomUUID())).id)

    async function orderFor(cartId: string) {
      const address = { name: 'Ada L.', line1: 'Markt 1', city: 'Berlin', postcode: '10115', country: 'DE' }
      return { cartId, email: person.email, shippingAddress: address, payment: { method: 'test', token: 'tok_ok' } }
    }
  }
  const buyers = Array.from({ length: 2 }, async () => {
    while (!isOver) {
      await buy().catch((error: Error) => failures.push(error.message))
      await sleep(100)
    }
  })

  /** Until somebody has bought `count` more. */
  const sold = async (count: number) => {
    for (const goal = placed.length + count; placed.length < goal && failures.length === 0; ) await sleep(20)
  }
  await sold(3)
  const leaving: Promise<void>[] = []
  for (const { name } of contracts) {
    const [old, next] = shop.members.filter(({ service }) => service === name) as [Member, Member]
    await next.start()
    await sold(2)
    // It takes its leave while the next one is replaced.
    leaving.push(old.stop())
    await sold(2)
    if (failures.length > 0) break
  }
  await Promise.all(leaving)
  const [oldGateway, nextGateway] = gateways as [Member, Member]
  await nextGateway.start()
  door = nextGateway.url
  await sold(3)
  await oldGateway.stop()
  await sold(3)
  isOver = true
  await Promise.all(buyers)

  assert.deepEqual(failures, [])
  const { body } = await market.staff.call('GET', `/orders?limit=100`)
  assert.equal(body.items.length, Math.min(placed.length, 100))
  await market.audit()
})

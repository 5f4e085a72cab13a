/** A service can be written in any language: the delivery-service in Python keeps the contract, and the shop sells with it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { delivery } from '@souk/contracts/delivery.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { playNeighbours } from '../conformance/neighbours.ts'
import { checkService, scriptOf } from '../conformance/suite.ts'
import { writtenContract } from '../conformance/written-contract.ts'
import { freePorts } from '../scripts/ports.ts'
import { services } from '../scripts/services.ts'
import { openMarket } from './market.ts'
import { lacksPython, startPythonDelivery } from './python.ts'

const contract = delivery as unknown as Contract
const skip = lacksPython()
const secret = randomUUID()

test('The contract that the Python service reads is the contract as it is now.', () => {
  const file = resolve(import.meta.dirname, '../examples/delivery-python/delivery.contract.json')
  assert.equal(
    readFileSync(file, 'utf8'),
    writtenContract(contract),
    'write it anew: npm run --silent conformance -- delivery --contract > examples/delivery-python/delivery.contract.json',
  )
})

test('The delivery-service in Python keeps every promise of the contract, and ends in order.', { skip }, async () => {
  const neighbours = await playNeighbours(scriptOf(contract).neighbours, { houseSecret: secret })
  const environment = { SOUK_HOUSE_SECRET: secret, CART_SERVICE_URL: neighbours.addresses.get('cart') as string }
  const python = await startPythonDelivery(environment)
  try {
    const findings = await checkService(contract, { url: python.url, secret, neighbours })
    const others = findings.filter(({ outcome }) => outcome !== 'kept')
    assert.deepEqual(others, [])
  } finally {
    assert.equal(await python.stop(), 0)
    await neighbours.close()
  }
})

test('With the Python service in its place, a cart is bought and shipped, and the books agree.', { skip }, async () => {
  const [port] = await freePorts(1)
  const environment = { SOUK_HOUSE_SECRET: secret, CART_SERVICE_URL: `http://127.0.0.1:${port}` }
  const python = await startPythonDelivery(environment)
  const market = await openMarket({
    placement: 'http',
    services: services.filter((one) => one.contract.name !== 'delivery'),
    environment: { SOUK_HOUSE_SECRET: secret, CART_SERVICE_PORT: String(port), DELIVERY_SERVICE_URL: python.url },
  })
  try {
    const sku = await market.onSale({ onHand: 5, price: 2_000, weight: 1_200 })
    const placed = await market.order(market.guest, await market.cartOf(market.guest, { [sku]: 2 }))
    assert.equal(placed.status, 201, JSON.stringify(placed.body))
    // 2,400 g by standard delivery, as the Python service's zones say.
    assert.equal(placed.body.delivery.amount, 590)
    const shipped = await market.staff.call('POST', `/orders/${placed.body.id}/shipments`, {})
    assert.equal(shipped.status, 201, JSON.stringify(shipped.body))
    assert.equal(shipped.body.paymentStatus, 'captured')
    assert.match(shipped.body.shipments[0].trackingNumber, /^SK\d{11}$/)
    const parcels = await market.staff.call('GET', `/shipments?orderId=${placed.body.id}`)
    assert.equal(parcels.body.items[0].trackingNumber, shipped.body.shipments[0].trackingNumber)
    await market.audit()
  } finally {
    await market.close()
    assert.equal(await python.stop(), 0)
  }
})

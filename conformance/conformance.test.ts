import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { delivery } from '@souk/contracts/delivery.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { startTestShop, type TestShop } from '@souk/platform/testing.ts'
import { services } from '../scripts/services.ts'
import { playNeighbours, type StandIns } from './neighbours.ts'
import { checkService, type Finding, scriptOf } from './suite.ts'

const secret = 'the-secret-of-a-house-that-is-checked'

function expectKept(findings: readonly Finding[]) {
  const broken = findings.filter(({ outcome }) => outcome === 'broken')
  const lines = broken.map(
    ({ chapter, title, expected, got, request }) =>
      `${chapter} ${title}: expected ${expected}, got ${got}, of ${request}`,
  )
  assert.equal(lines.join('\n'), '')
}

suite('Every service of ours keeps what its contract promises at its own door', { concurrency: true }, () => {
  let shop: TestShop
  before(async () => {
    shop = await startTestShop({
      services,
      placement: 'http',
      environment: {
        SOUK_HOUSE_SECRET: secret,
        AUDIT_SECONDS: '0',
        AUDIT_PATIENCE_MS: '100', // Nine services and the suite are one busy process here.
        SOUK_LOOP_DELAY_MS: '0',
      },
    })
  })
  after(() => shop.close({ parked: true }))
  for (const contract of services.map((one) => one.contract as Contract))
    test(`${contract.name}-service keeps its promises.`, async () => {
      expectKept(await checkService(contract, { url: shop.addresses.get(contract.name) as string, secret }))
    })
})

suite('With its neighbours played', () => {
  let neighbours: StandIns
  let shop: TestShop
  before(async () => {
    const contract = delivery as unknown as Contract
    neighbours = await playNeighbours(scriptOf(contract).neighbours, { houseSecret: secret })
    shop = await startTestShop({
      services: services.filter((one) => one.contract.name === 'delivery'),
      placement: 'http',
      environment: { SOUK_HOUSE_SECRET: secret, CART_SERVICE_URL: neighbours.addresses.get('cart') as string },
    })
  })
  after(async () => {
    await shop.close({ parked: true })
    await neighbours.close()
  })
  test('delivery-service keeps its promises, and none of them is left out.', async () => {
    const url = shop.addresses.get('delivery') as string
    const findings = await checkService(delivery as unknown as Contract, { url, secret, neighbours })
    expectKept(findings)
    assert.deepEqual(
      findings.filter(({ outcome }) => outcome === 'left out'),
      [],
    )
  })
})

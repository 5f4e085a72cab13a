/** What a call between co-hosted services costs besides its own work: encode, authorise, validate, encode, check. */

import { Sku } from '@souk/contracts/fields.ts'
import { StockLevel } from '@souk/contracts/inventory.ts'
import { contract, get } from '@souk/platform/contract.ts'
import { runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { service } from '@souk/platform/service.ts'
import type { BenchShop } from './bench-shop.ts'
import { median, type Row } from './report.ts'

const bench = contract('bench', 'An operation that does nothing', {
  operations: {
    getLevel: get('/levels/:sku', {
      summary: 'A level',
      access: 'internal',
      params: { sku: Sku },
      returns: StockLevel,
    }),
  },
  events: {},
})

export async function calling(shop: BenchShop): Promise<Row[]> {
  const host = await runHost({
    services: [
      service({
        contract: bench,
        calls: {},
        config: {},
        migrations: undefined,
        operations: { getLevel: async ({ sku }) => ({ sku, onHand: 10, reserved: 2, available: 8 }) },
        consumers: [],
        jobs: [],
      }),
    ],
    placement: 'memory',
    databaseUrl: () => shop.adminUrl,
    environment: {},
    log: createLog('error'),
  })
  const client = host.client(bench, { kind: 'service', name: 'bench' })
  const rounds: number[] = []
  for (let round = 0; round < 7; round++) {
    const began = performance.now()
    for (let turn = 0; turn < 20_000; turn++) await client.getLevel({ sku: 'SHOE-42' })
    rounds.push(((performance.now() - began) * 1_000) / 20_000)
  }
  await host.stop()
  return [
    {
      what: 'a call in memory placement, codec and validation included',
      figure: `${median(rounds).toFixed(1)} µs`,
      aim: '20 µs',
    },
  ]
}

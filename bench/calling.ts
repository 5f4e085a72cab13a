/** What a call between services costs besides its own work, in one process and over HTTP: encode, authorise, validate, encode, check. */

import { Sku } from '@souk/contracts/fields.ts'
import { StockLevel } from '@souk/contracts/inventory.ts'
import { contract, get } from '@souk/platform/contract.ts'
import { type Placement, runHost } from '@souk/platform/host.ts'
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

const doNothing = service({
  contract: bench,
  calls: {},
  config: {},
  migrations: undefined,
  operations: { getLevel: async ({ sku }) => ({ sku, onHand: 10, reserved: 2, available: 8 }) },
  consumers: [],
  jobs: [],
})

export async function calling(shop: BenchShop): Promise<Row[]> {
  const near = await measure(shop, 'memory', 20_000)
  const far = await measure(shop, 'http', 2_000)
  return [
    {
      what: 'a call in memory placement, codec and validation included',
      figure: `${near.micros.toFixed(1)} µs`,
      aim: '20 µs',
    },
    {
      what: 'the same call over HTTP: a hop, both sides in this process',
      figure: `${far.micros.toFixed(0)} µs, of which CPU of both sides ${far.cpuMicros.toFixed(0)} µs`,
      ratio: `${(far.micros / near.micros).toFixed(0)} : 1`,
    },
  ]
}

/** Calls one after the other. @returns what one takes, in microseconds of time and of CPU: the medians of seven rounds */
async function measure(shop: BenchShop, placement: Placement, calls: number) {
  const host = await runHost({
    services: [doNothing],
    placement,
    databaseUrl: () => shop.adminUrl,
    environment: {},
    log: createLog('error'),
  })
  const client = host.client(bench, { kind: 'service', name: 'bench' })
  const times: number[] = []
  const cpuTimes: number[] = []
  for (let round = 0; round < 7; round++) {
    const [began, cpu] = [performance.now(), process.cpuUsage()]
    for (let turn = 0; turn < calls; turn++) await client.getLevel({ sku: 'SHOE-42' })
    const { user, system } = process.cpuUsage(cpu)
    times.push(((performance.now() - began) * 1_000) / calls)
    cpuTimes.push((user + system) / calls)
  }
  await host.stop()
  return { micros: median(times), cpuMicros: median(cpuTimes) }
}

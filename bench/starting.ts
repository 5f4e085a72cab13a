/** How soon a shop that was open before is open again, and what it then holds in memory. */
import type { BenchShop } from './bench-shop.ts'
import { median, type Row } from './report.ts'

export async function starting(shop: BenchShop): Promise<Row[]> {
  const times: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    await shop.restart()
    times.push(shop.startedIn)
  }
  return [
    { what: 'start of a warm shop, PostgreSQL running', figure: `${(median(times) / 1_000).toFixed(2)} s`, aim: '5 s' },
    {
      what: 'resident memory after the start, without PostgreSQL',
      figure: `${Math.round(shop.memory() / 1_048_576)} MB`,
      aim: '400 MB',
    },
  ]
}

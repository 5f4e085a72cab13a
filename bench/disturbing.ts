/** Buying while processes and the database are killed, beside the same buyers in peace: the same shop, in one run. */
import { type RunOptions, run } from '@souk/chaos/run.ts'
import { perSecond, type Row } from './report.ts'

const placements: readonly RunOptions['placement'][] = ['memory', 'processes']

export async function disturbing(): Promise<Row[]> {
  const rows: Row[] = []
  for (const placement of placements) {
    const { ok, ordersPerSecond, restedAfterMs } = await run({ placement, seed: 7, calm: 20, seconds: 40 })
    if (!ok)
      throw new Error(
        `the books of the disturbed shop do not agree: npm run chaos -- --placement ${placement} --seed 7`,
      )
    const { calm, disturbed } = ordersPerSecond
    rows.push({
      what: `orders while all is disturbed, placement ${placement}`,
      figure: perSecond(disturbed),
      besides: `calm ${perSecond(calm)}`,
      ratio: (disturbed / calm).toFixed(2),
      aim: `books agree; at rest ${(restedAfterMs / 1_000).toFixed(1)} s later`,
    })
  }
  return rows
}

/**
 * `npm run bench`: what the shop does a second and what a bare thing of the same kind does, side by side in one run.
 * `npm run bench -- reading buying` runs only those. Figures of different runs or machines are not to be compared;
 * the ratios are.
 */

import { openBenchShop } from './bench-shop.ts'
import { buying } from './buying.ts'
import { calling } from './calling.ts'
import { disturbing } from './disturbing.ts'
import { events } from './events.ts'
import { observing } from './observing.ts'
import { placing } from './placing.ts'
import { reading } from './reading.ts'
import { print, type Row } from './report.ts'
import { searching } from './searching.ts'
import { showing } from './showing.ts'
import { starting } from './starting.ts'

const sections = {
  ...{ starting, calling, events, reading, showing, searching },
  ...{ buying, placing, observing, disturbing },
}
const wanted = process.argv.slice(2).filter((name) => name in sections) as (keyof typeof sections)[]
const chosen = wanted.length === 0 ? (Object.keys(sections) as (keyof typeof sections)[]) : wanted

console.log('Opening a shop for measuring …')
const shop = await openBenchShop()
try {
  const rows: Row[] = []
  for (const name of chosen) {
    console.log(`${name} …`)
    const measured = await sections[name](shop)
    print(measured)
    rows.push(...measured)
  }
  if (chosen.length > 1) print(rows)
} finally {
  await shop.close()
}

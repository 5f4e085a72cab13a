/** `npm run compatible`: compares today's contracts with the released ones, and refuses what would break a neighbour. */
import { resolve } from 'node:path'
import { contracts } from './contracts.ts'
import { gateReport } from './releases/gate-report.ts'
import { openTree } from './releases/import-graph.ts'
import { misfits, standings, verdicts } from './releases/today.ts'
import { services } from './services.ts'

const all = standings(openTree(resolve(import.meta.dirname, '..')), services, contracts)
const found = verdicts(all)
const apart = misfits(all)
const unreleased = all.filter(({ promises, released }) => promises !== undefined && released === undefined)
console.log(
  gateReport(
    found,
    unreleased.map(({ name }) => name),
  ),
)
for (const fault of apart) console.log(fault)
process.exitCode = apart.length > 0 || found.some(({ verdict }) => verdict === 'refused') ? 1 : 0

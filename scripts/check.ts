/** `npm run check`: types, format, dead code and walls, side by side; says what is wrong and nothing else. */
import { deadCode, format, imports, names, pages, types } from './checks.ts'

const outcomes = await Promise.all(
  [types, pages, format, deadCode, imports, names].map(async ({ title, run }) => {
    const began = performance.now()
    const { ok, output } = await run()
    console.log(`${ok ? '✔' : '✖'} ${title} (${((performance.now() - began) / 1_000).toFixed(1)} s)`)
    if (!ok) console.log(`\n${output}\n`)
    return ok
  }),
)
process.exitCode = outcomes.every(Boolean) ? 0 : 1

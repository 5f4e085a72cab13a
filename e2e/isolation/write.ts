/** `npm run isolation`: finds out what each service's end does to the others, and writes docs/isolation.md. */
import { writeFileSync } from 'node:fs'
import { openIsolation } from './open.ts'
import { tableOf } from './table.ts'

const found = await openIsolation({
  ways: () => ['killed', 'frozen'],
  progress: (text) => console.log(`  ${text}`),
})
writeFileSync(new URL('../../docs/isolation.md', import.meta.url), tableOf(found))
console.log('written to docs/isolation.md')

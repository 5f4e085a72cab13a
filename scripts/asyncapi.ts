/** `npm run asyncapi` writes docs/asyncapi.json: which events travel between services, from what they declare. */
import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { asyncApiFile, asyncApiText } from './asyncapi-text.ts'

writeFileSync(asyncApiFile, asyncApiText())
console.log(`${relative(resolve('.'), asyncApiFile)} is written.`)

/** The description of all events, as it stands in docs/asyncapi.json. */
import { resolve } from 'node:path'
import { asyncApi } from '@souk/platform/asyncapi.ts'
import { services } from './services.ts'

export const asyncApiFile = resolve(import.meta.dirname, '../docs/asyncapi.json')

export function asyncApiText() {
  return `${JSON.stringify(asyncApi(services), null, 2)}\n`
}

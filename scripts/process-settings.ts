/** What every process of a shop is told, be it all of it or a part. */
import { text } from '@souk/platform/config.ts'
import type { Placement } from '@souk/platform/host.ts'

export const processSettings = {
  transport: text('SOUK_TRANSPORT', 'how services of one process call each other: memory or http', 'memory'),
  log: text('SOUK_LOG', 'silent, error, warn, info or debug', 'warn'),
  host: text('SOUK_HOST', 'the address that the shop listens on', '127.0.0.1'),
}

/** @throws saying what to use, where it is something else */
export function placementOf({ transport }: { transport: string }): Placement {
  if (transport === 'memory' || transport === 'http') return transport
  throw new Error(`SOUK_TRANSPORT is '${transport}': use memory or http`)
}

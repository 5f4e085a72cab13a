/** The providers that this shop takes payments by, each under the name of its payment method. */
import type { Config } from '@souk/platform/config.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import type { Resources, config as settings } from './needs.ts'
import { testProvider } from './providers/test.ts'

export function openProviders(config: Config<typeof settings>, db: Database): Resources['providers'] {
  return { ...(config.testProvider ? { test: testProvider(db, config.testSlow) } : {}) }
}

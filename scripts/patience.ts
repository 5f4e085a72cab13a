import { type Environment, readConfig } from '@souk/platform/config.ts'
import { stopSettings } from '@souk/platform/stopping.ts'

/** How long a process may take to end, in milliseconds: the gateway and then the services, each with grace and limit, and a moment. */
export function patienceOf(environment: Environment) {
  const { stopGrace, stopLimit } = readConfig(stopSettings, environment)
  return 2 * (stopGrace + stopLimit) + 5_000
}

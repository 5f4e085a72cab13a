/** What a list of services needs besides itself, and whether it is to be had: said all at once, before anything starts. */
import { type Environment, readConfig } from './config.ts'
import type { Contract } from './contract.ts'
import type { AnyService } from './service.ts'

/** The contracts of these services and of all that they call or follow. */
export function neededContracts(services: readonly AnyService[]) {
  const needed = services.flatMap((one) => [one.contract, ...neighboursOf(one)])
  return [...new Map(needed.map((contract) => [contract.name as string, contract as Contract])).values()]
}

function neighboursOf(one: AnyService): Contract[] {
  return [
    ...(Object.values(one.calls) as Contract[]),
    ...one.consumers.map((each: { contract: Contract }) => each.contract),
  ]
}

/** Base URLs of services that run elsewhere: ORDER_SERVICE_URL and so on, several with commas. */
export function addressesFromEnvironment(names: readonly string[], environment: Environment) {
  const addresses = new Map<string, string[]>()
  for (const name of names) {
    const value = environment[`${name.toUpperCase()}_SERVICE_URL`]
    if (value !== undefined && value !== '')
      addresses.set(
        name,
        value.split(',').map((url) => url.trim().replace(/\/$/, '')),
      )
  }
  return addresses
}

/** @throws naming every neighbour that is called without TLS although services speak it */
export function checkSecure(remote: ReadonlyMap<string, string[]>) {
  const plain = [...remote].filter(([, urls]) => urls.some((url) => !url.startsWith('https:')))
  const faults = plain.map(
    ([name]) => `${name.toUpperCase()}_SERVICE_URL must begin with https:, as SERVICE_TLS_CERT is set`,
  )
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** @throws naming every service that is neither here nor has an address */
export function checkReachable(
  services: readonly AnyService[],
  reaches: readonly Contract[],
  remote: ReadonlyMap<string, string[]>,
) {
  const here = new Set(services.map((one) => one.contract.name as string))
  const faults: string[] = []
  for (const one of services) {
    for (const name of new Set(neighboursOf(one).map((contract) => contract.name))) {
      if (!here.has(name) && !remote.has(name))
        faults.push(
          `${one.contract.name}-service needs ${name}-service: run it here or set ${name.toUpperCase()}_SERVICE_URL`,
        )
    }
  }
  for (const { name } of reaches)
    if (!here.has(name) && !remote.has(name))
      faults.push(`${name}-service is called from here: run it here or set ${name.toUpperCase()}_SERVICE_URL`)
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** @throws naming every fault of every service's settings, together with those found before */
export function readConfigs(services: readonly AnyService[], environment: Environment, found: readonly string[]) {
  const faults = [...found]
  const configs = services.map((definition) => {
    try {
      return readConfig(definition.config, environment)
    } catch (error) {
      faults.push(`${definition.contract.name}-service: ${(error as Error).message}`)
      return {}
    }
  })
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return configs
}

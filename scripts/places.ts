/** Where the processes of a shop on one machine are: one or several of each service, each on a port of its own. */
import { contracts } from './contracts.ts'
import { freePorts } from './ports.ts'

/** How many processes of a service run; one of each that is not named. */
export type Replicas = ReadonlyMap<string, number>

/** `name` is what people call the process: `order-service`, and `order-service-2` for the second one. */
export type Place = { service: string; name: string; port: number; url: string }

export async function placesOf(replicas: Replicas): Promise<Place[]> {
  const wanted = contracts.flatMap(({ name }) =>
    Array.from({ length: replicas.get(name) ?? 1 }, (_, index) => ({
      service: name,
      name: index === 0 ? `${name}-service` : `${name}-service-${index + 1}`,
    })),
  )
  const ports = await freePorts(wanted.length)
  return wanted.map((one, index) => ({
    ...one,
    port: ports[index] as number,
    url: `http://127.0.0.1:${ports[index]}`,
  }))
}

/** ORDER_SERVICE_URL and so on: the addresses of all replicas, for those who call them. */
export function addressesOf(places: readonly Place[]): Record<string, string> {
  return Object.fromEntries(
    contracts.map(({ name }) => {
      const urls = places.filter(({ service }) => service === name).map(({ url }) => url)
      return [`${name.toUpperCase()}_SERVICE_URL`, urls.join(',')]
    }),
  )
}

const mostReplicas = 16

/** @param given pairs such as `order=2,product=3` @throws a sentence that says what to do */
export function readReplicas(given: string): Replicas {
  const names = contracts.map(({ name }) => name)
  const replicas = new Map<string, number>()
  for (const pair of given.split(',')) {
    const [name = '', count = ''] = pair.split('=').map((part) => part.trim())
    if (!names.includes(name))
      throw new Error(`--replicas: '${name}' is no service. Give pairs such as order=2 of ${names.join(', ')}.`)
    if (!/^\d+$/.test(count) || Number(count) < 1 || Number(count) > mostReplicas)
      throw new Error(`--replicas: '${pair}' is not a number from 1 to ${mostReplicas}. Give pairs such as order=2.`)
    replicas.set(name, Number(count))
  }
  return replicas
}

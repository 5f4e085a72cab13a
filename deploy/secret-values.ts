/** Which secrets a shop has, for each way to run it. Made at random, written by secrets.ts into files that nobody commits. */
import { eventsUser, gateway, ports, processSettings, shop, titleOf, variableOf, withDatabase } from './description.ts'

export type Values = Record<string, string>

/** Of the one `.env` that compose reads: what must be there and has no default. */
const neededByCompose = [
  'SOUK_HOUSE_SECRET',
  'SOUK_SECRET',
  'POSTGRES_PASSWORD',
  ...withDatabase.map(({ name }) => variableOf(name, 'DATABASE_PASSWORD')),
  'NATS_PASSWORD',
  'SOUK_ADMIN_PASSWORD',
  'GRAFANA_PASSWORD',
]

/** What a shop that is tried out begins with; for one that sells, see deploy/README.md. */
const choices: Values = {
  SOUK_ADMIN_EMAIL: 'admin@souk.example',
  SOUK_URL: 'http://localhost:8080',
  SOUK_DEMO: '1',
  MAILBOX: '1',
  PAYMENT_TEST_PROVIDER: '1',
  SOUK_LOG: 'info',
}

export function exampleOf() {
  const known = new Set([...neededByCompose, ...Object.keys(choices)])
  const settings = shop.flatMap((one) => one.settings.map(({ variable }) => variable))
  const others = [...new Set([...settings, ...processSettings])].filter((variable) => !known.has(variable)).sort()
  return [
    '# What deploy/compose.yaml takes from deploy/.env. `npm run deploy:secrets` makes that file with random secrets;',
    '# it is never committed.',
    '',
    '# Secrets. None has a default.',
    ...neededByCompose.map((name) => `${name}=`),
    '',
    '# The first member of staff, and how the shop is tried out: with a demo catalogue, letters in a mailbox that staff can read,',
    '# and a bank that moves no money.',
    ...Object.entries(choices).map(([name, value]) => `${name}=${value}`),
    '',
    '# All else that services can be told; their READMEs say what it does.',
    ...others.map((name) => `#${name}=`),
    '',
    '# Where the shop is published: SOUK_BIND=0.0.0.0 for everybody.',
    '#SOUK_BIND=127.0.0.1',
    '#PORT=8080',
    '',
  ].join('\n')
}

/** @returns the text of a new `.env`: the example with its secrets made */
export function composeEnvironment(random: () => string) {
  return exampleOf().replace(/^(\w+)=$/gm, (_line, name) => `${name}=${random()}`)
}

/**
 * The Secrets of a cluster by name.
 * @param databaseHost where PostgreSQL is: host, or host:port
 * @param more for the addresses of databases, such as `?sslmode=verify-full`
 */
export function clusterSecrets(random: () => string, databaseHost: string, more = ''): Record<string, Values> {
  const address = /:\d+$/.test(databaseHost) ? databaseHost : `${databaseHost}:${ports.database}`
  const passwords = new Map(withDatabase.map(({ name }) => [name, random()]))
  const events = random()
  const services = shop
    .filter(({ name }) => name !== gateway)
    .map(({ name, settings }): [string, Values] => {
      const role = `${name}_service`
      const url = `postgres://${role}:${passwords.get(name)}@${address}/${role}${more}`
      const own = settings.some(({ variable }) => variable === 'SOUK_SECRET') ? { SOUK_SECRET: random() } : {}
      return [titleOf(name), { [variableOf(name, 'DATABASE_URL')]: url, ...own }]
    })
  return {
    house: { SOUK_HOUSE_SECRET: random(), SOUK_NATS_URL: `nats://${eventsUser}:${events}@nats:${ports.events}` },
    opening: { SOUK_ADMIN_EMAIL: choices.SOUK_ADMIN_EMAIL as string, SOUK_ADMIN_PASSWORD: random() },
    postgres: {
      POSTGRES_PASSWORD: random(),
      ...Object.fromEntries(
        [...passwords].map(([name, password]) => [variableOf(name, 'DATABASE_PASSWORD'), password]),
      ),
    },
    nats: { NATS_PASSWORD: events },
    ...Object.fromEntries(services),
  }
}

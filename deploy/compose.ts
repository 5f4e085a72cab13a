/** The shop for `docker compose`, on one machine: the same containers as in a cluster, one of each unless they are scaled. */
import {
  type Deployable,
  eventsUser,
  fixedFor,
  gateway,
  ports,
  processSettings,
  reachedByOpening,
  reaches,
  secondsToStop,
  shop,
  titleOf,
  variableOf,
  withDatabase,
} from './description.ts'
import { images } from './images.ts'
import { oneShot, outside, type Size, sizes } from './sizes.ts'

type Variables = Record<string, string>

/** Containers meet only where they have something to say to each other; only `outside` leads to anybody else. */
const networks = { house: true, data: true, events: true, watching: true, outside: false }

export function composeFile() {
  return {
    name: 'souk',
    services: Object.assign(
      { postgres: postgres(), nats: nats() },
      ...withDatabase.map((one) => ({ [`${one.name}-migration`]: migration(one) })),
      ...shop.map((one) => ({ [one.title]: server(one) })),
      { opening: opening(), prometheus: prometheus(), grafana: grafana() },
    ),
    networks: Object.fromEntries(Object.entries(networks).map(([name, internal]) => [name, { internal }])),
    volumes: { 'postgres-data': {}, 'nats-data': {}, 'prometheus-data': {}, 'grafana-data': {} },
  }
}

const closed = { cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] }
const locked = { ...closed, read_only: true }

function server(one: Deployable) {
  const leaves = one.name === gateway || outside[one.name] !== undefined
  return {
    build: { context: '..', args: { SERVICE: one.name } },
    image: `souk/${one.title}:local`,
    command: ['scripts/serve.ts', one.name],
    environment: environmentOf(one),
    depends_on: one.hasDatabase ? { [`${one.name}-migration`]: ended, nats: healthy } : allHealthy(reaches(one)),
    networks: ['house', 'watching', ...(one.hasDatabase ? ['data', 'events'] : []), ...(leaves ? ['outside'] : [])],
    ...(one.name === gateway ? { ports: [`\${SOUK_BIND:-127.0.0.1}:\${PORT:-8080}:${ports.http}`] } : {}),
    ...limitsOf(sizes[one.name]),
    stop_grace_period: `${secondsToStop(one)}s`,
    restart: 'unless-stopped',
    ...locked,
  }
}

function migration(one: Deployable) {
  return {
    image: `souk/${one.title}:local`,
    command: ['scripts/migrate.ts', one.name],
    environment: { [variableOf(one.name, 'DATABASE_URL')]: databaseUrl(one.name) },
    depends_on: { postgres: healthy },
    networks: ['data'],
    ...limitsOf(oneShot),
    healthcheck: { disable: true },
    pull_policy: 'never',
    restart: 'no',
    ...locked,
  }
}

/** The first member of staff, and goods on the shelves where SOUK_DEMO asks for them. Harmless when it is done already. */
function opening() {
  const [front] = shop.filter(({ name }) => name === gateway) as [Deployable]
  return {
    image: `souk/${front.title}:local`,
    command: ['scripts/open-shop.ts'],
    environment: {
      ...house(),
      ...addresses(reachedByOpening),
      SOUK_ADMIN_EMAIL: needed('SOUK_ADMIN_EMAIL'),
      SOUK_ADMIN_PASSWORD: needed('SOUK_ADMIN_PASSWORD'),
      SOUK_DEMO: optional('SOUK_DEMO'),
    },
    depends_on: allHealthy(reachedByOpening),
    networks: ['house'],
    ...limitsOf(oneShot),
    healthcheck: { disable: true },
    pull_policy: 'never',
    restart: 'no',
    ...locked,
  }
}

function environmentOf(one: Deployable): Variables {
  const settings = one.settings.map(({ variable }): [string, string] => [
    variable,
    variable === 'SOUK_SECRET' ? needed(variable) : optional(variable),
  ])
  return {
    ...house(),
    ...Object.fromEntries(fixedFor(one)),
    ...(one.hasDatabase
      ? {
          SOUK_NATS_URL: `nats://${eventsUser}:${needed('NATS_PASSWORD')}@nats:${ports.events}`,
          [variableOf(one.name, 'DATABASE_URL')]: databaseUrl(one.name),
        }
      : {}),
    ...addresses(reaches(one)),
    ...Object.fromEntries(settings),
    ...Object.fromEntries(processSettings.map((variable) => [variable, optional(variable)])),
  }
}

function postgres() {
  return {
    image: images.postgres,
    command: ['postgres', '-c', 'max_connections=300'],
    environment: {
      POSTGRES_PASSWORD: needed('POSTGRES_PASSWORD'),
      ...Object.fromEntries(
        withDatabase.map(({ name }) => variableOf(name, 'DATABASE_PASSWORD')).map((each) => [each, needed(each)]),
      ),
    },
    volumes: [
      'postgres-data:/var/lib/postgresql',
      './postgres/databases.sql:/docker-entrypoint-initdb.d/databases.sql:ro',
    ],
    // By TCP: while it is being set up PostgreSQL answers by its socket alone.
    healthcheck: { test: ['CMD', 'pg_isready', '--host=127.0.0.1'], interval: '2s', timeout: '3s', retries: 30 },
    networks: ['data'],
    shm_size: '256m',
    stop_grace_period: '60s',
    restart: 'unless-stopped',
    security_opt: closed.security_opt,
  }
}

function nats() {
  return {
    image: images.nats,
    command: [
      ...['--jetstream', '--store_dir=/data', '--http_port=8222'],
      ...[`--user=${eventsUser}`, `--pass=${needed('NATS_PASSWORD')}`],
    ],
    volumes: ['nats-data:/data'],
    healthcheck: {
      test: ['CMD', 'wget', '--quiet', '--spider', 'http://127.0.0.1:8222/healthz'],
      interval: '2s',
      timeout: '3s',
      retries: 30,
    },
    networks: ['events'],
    restart: 'unless-stopped',
    ...locked,
  }
}

function prometheus() {
  return {
    image: images.prometheus,
    volumes: ['./prometheus:/etc/prometheus:ro', 'prometheus-data:/prometheus'],
    networks: ['watching'],
    restart: 'unless-stopped',
    ...locked,
  }
}

/** Seen with compose.watch.yaml, which publishes its port on this machine. */
function grafana() {
  return {
    image: images.grafana,
    environment: {
      GF_SECURITY_ADMIN_PASSWORD: needed('GRAFANA_PASSWORD'),
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    },
    volumes: [
      './grafana/provisioning:/etc/grafana/provisioning:ro',
      './grafana/dashboards:/var/lib/grafana/dashboards:ro',
      'grafana-data:/var/lib/grafana',
    ],
    depends_on: { prometheus: { condition: 'service_started' } },
    networks: ['watching'],
    restart: 'unless-stopped',
    ...closed,
  }
}

const healthy = { condition: 'service_healthy' }
const ended = { condition: 'service_completed_successfully' }

function allHealthy(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [titleOf(name), healthy]))
}

function limitsOf(size: Pick<Size, 'atMost'> | undefined) {
  if (size === undefined) throw new Error('deploy/sizes.ts lacks a line')
  const { cpu, memory } = size.atMost
  return {
    cpus: cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1_000 : Number(cpu),
    mem_limit: memory.replace('i', ''),
  }
}

function house(): Variables {
  return { SOUK_HOUSE_SECRET: needed('SOUK_HOUSE_SECRET') }
}

function addresses(names: readonly string[]): Variables {
  return Object.fromEntries(
    names.map((name) => [variableOf(name, 'SERVICE_URL'), `http://${titleOf(name)}:${ports.http}`]),
  )
}

function databaseUrl(name: string) {
  const role = `${name}_service`
  return `postgres://${role}:${needed(variableOf(name, 'DATABASE_PASSWORD'))}@postgres:${ports.database}/${role}`
}

/** No secret has a default: compose stops and says so. */
function needed(variable: string) {
  return `\${${variable}:?make deploy/.env by npm run deploy:secrets}`
}

/** An empty one counts as not set. */
function optional(variable: string) {
  return `\${${variable}:-}`
}

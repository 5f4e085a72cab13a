/** The environment of a container in Kubernetes. What is a secret or differs between shops comes by reference. */
import type { EnvVar } from 'kubernetes-types/core/v1.d.ts'
import { type Deployable, ports, reachedByOpening, reaches, titleOf, variableOf } from '../description.ts'
import { stopGraceMs } from '../sizes.ts'

/** The ConfigMap with the settings of the shop, and the Secret that all containers share. */
export const shared = { settings: 'shop', secret: 'house' }

export function environmentOf(one: Deployable): EnvVar[] {
  return [
    ...house(),
    { name: one.hasDatabase ? variableOf(one.name, 'SERVICE_PORT') : 'PORT', value: String(ports.http) },
    { name: 'SOUK_METRICS_PORT', value: String(ports.metrics) },
    { name: 'SOUK_STOP_GRACE_MS', value: String(stopGraceMs) },
    // Another job brings the database up to date, before any container of a release starts.
    ...(one.hasDatabase ? [{ name: 'SOUK_MIGRATE', value: '0' }, database(one)] : []),
    ...addresses(reaches(one)),
    ...one.settings.map(({ variable, isSecret }) =>
      isSecret ? fromSecret(variable, one.title, true) : fromSettings(variable),
    ),
    ...['SOUK_LOG', 'SOUK_CONNECTIONS', 'OTEL_EXPORTER_OTLP_ENDPOINT'].map(fromSettings),
    // A secret since it can hold a password. Without it services follow each other's feeds.
    ...(one.hasDatabase ? [fromSecret('SOUK_NATS_URL', shared.secret, true)] : []),
  ]
}

/** What bringing a database up to date needs. */
export function migrationEnvironment(one: Deployable): EnvVar[] {
  return [database(one), fromSettings('SOUK_LOG')]
}

/** What opening a new shop needs: its first member of staff, and the way to those who take part. */
export function openingEnvironment(): EnvVar[] {
  return [
    ...house(),
    ...addresses(reachedByOpening),
    fromSettings('SOUK_DEMO'),
    fromSecret('SOUK_ADMIN_EMAIL', 'opening'),
    fromSecret('SOUK_ADMIN_PASSWORD', 'opening'),
  ]
}

function house(): EnvVar[] {
  return [fromSecret('SOUK_HOUSE_SECRET', shared.secret)]
}

function addresses(names: readonly string[]): EnvVar[] {
  return names.map((name) => ({
    name: variableOf(name, 'SERVICE_URL'),
    value: `http://${titleOf(name)}:${ports.http}`,
  }))
}

function database(one: Deployable) {
  return fromSecret(variableOf(one.name, 'DATABASE_URL'), one.title)
}

function fromSecret(key: string, name: string, optional = false): EnvVar {
  return { name: key, valueFrom: { secretKeyRef: { name, key, ...(optional ? { optional } : {}) } } }
}

/** All of them have a default, or the service says at its start that they are missing. */
function fromSettings(key: string): EnvVar {
  return { name: key, valueFrom: { configMapKeyRef: { name: shared.settings, key, optional: true } } }
}

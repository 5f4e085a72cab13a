/** The environment of a container in Kubernetes. What is a secret or differs between shops comes by reference. */
import type { EnvFromSource, EnvVar } from 'kubernetes-types/core/v1.d.ts'
import { type Deployable, fixedFor, ports, reachedByOpening, reaches, titleOf, variableOf } from '../description.ts'

/** The ConfigMap with the settings of the shop, and the Secret that all containers share. */
export const shared = { settings: 'shop', secret: 'house' }

/** What the shop is told as a whole: every container takes from it what it knows. */
export const settings: EnvFromSource[] = [{ configMapRef: { name: shared.settings, optional: true } }]

export function environmentOf(one: Deployable): EnvVar[] {
  return [
    ...house(),
    ...fixedFor(one).map(([name, value]) => ({ name, value })),
    // Another job brings the database up to date, before any container of a release starts.
    ...(one.hasDatabase ? [database(one)] : []),
    ...addresses(reaches(one)),
    ...one.settings.filter(({ isSecret }) => isSecret).map(({ variable }) => fromSecret(variable, one.title, true)),
    // A secret since it can hold a password. Without it services follow each other's feeds.
    ...(one.hasDatabase ? [fromSecret('SOUK_NATS_URL', shared.secret, true)] : []),
  ]
}

/** What bringing a database up to date needs. */
export function migrationEnvironment(one: Deployable): EnvVar[] {
  return [database(one)]
}

/** What opening a new shop needs: its first member of staff, and the way to those who take part. */
export function openingEnvironment(): EnvVar[] {
  return [
    ...house(),
    ...addresses(reachedByOpening),
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

/** What runs once and is gone: bringing a database up to date before a release, and opening a new shop. */
import type { Job } from 'kubernetes-types/batch/v1.d.ts'
import type { EnvVar } from 'kubernetes-types/core/v1.d.ts'
import type { Deployable } from '../description.ts'
import { oneShot } from '../sizes.ts'
import { migrationEnvironment, openingEnvironment, settings } from './environment.ts'
import { labelsOf, type Role } from './labels.ts'
import { containerOf, podOf } from './pod.ts'

export function migrationOf(one: Deployable): Job {
  return jobOf(one, 'migration', `${one.title}-migration`, ['scripts/migrate.ts', one.name], migrationEnvironment(one))
}

export function openingOf(one: Deployable): Job {
  return jobOf(one, 'opening', 'opening', ['scripts/open-shop.ts'], openingEnvironment())
}

function jobOf(one: Deployable, role: Role, name: string, args: string[], env: EnvVar[]): Job {
  const labels = labelsOf(one, role)
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels },
    spec: {
      // A database that is not there yet is worth another try; a migration that fails stays failed.
      backoffLimit: 4,
      activeDeadlineSeconds: 1_800,
      ttlSecondsAfterFinished: 86_400,
      template: {
        metadata: { labels, annotations: { 'linkerd.io/inject': 'disabled' } },
        spec: podOf(containerOf(one, oneShot, { name, args, envFrom: settings, env }), { restartPolicy: 'Never' }),
      },
    },
  }
}

/** What makes one service run in Kubernetes, and keeps it running: every object but who may reach whom. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts'
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts'
import type { Service, ServiceAccount } from 'kubernetes-types/core/v1.d.ts'
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts'
import { type Deployable, gateway, ports, secondsToStop } from '../description.ts'
import { busyFrom, type Size, sizes } from '../sizes.ts'
import { environmentOf, settings } from './environment.ts'
import { labelsOf, selects } from './labels.ts'
import { containerOf, podOf } from './pod.ts'

export function workloadOf(one: Deployable) {
  return [accountOf(one), serviceOf(one), deploymentOf(one), budgetOf(one)]
}

function sizeOf({ name }: Deployable): Size {
  const size = sizes[name]
  if (size === undefined) throw new Error(`deploy/sizes.ts has no line for ${name}`)
  return size
}

/** A name of its own for each, with no right and no token. */
function accountOf(one: Deployable): ServiceAccount {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadataOf(one),
    automountServiceAccountToken: false,
  }
}

/** Services are headless: whoever calls one sees all of its replicas and balances between them. The gateway is called from outside. */
function serviceOf(one: Deployable): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(one),
    spec: {
      ...(one.name === gateway ? { type: 'ClusterIP' } : { clusterIP: 'None' }),
      selector: selects(one),
      ports: [{ name: 'http', port: ports.http, targetPort: 'http', appProtocol: 'http' }],
    },
  }
}

function deploymentOf(one: Deployable): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(one),
    // How many there are is decided by the overlay, or by whoever scales: another `apply` must not undo it.
    spec: {
      revisionHistoryLimit: 5,
      minReadySeconds: 5,
      progressDeadlineSeconds: 300,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: selects(one) },
      template: {
        metadata: {
          labels: labelsOf(one),
          annotations: {
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': String(ports.metrics),
            'prometheus.io/path': '/metrics',
          },
        },
        spec: podOf(serverOf(one), {
          serviceAccountName: one.title,
          terminationGracePeriodSeconds: secondsToStop(one),
          topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
            maxSkew: 1,
            topologyKey,
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: selects(one) },
            matchLabelKeys: ['pod-template-hash'],
          })),
        }),
      },
    },
  }
}

/**
 * No preStop hook: on SIGTERM the process itself says that it is not ready, stays open for SOUK_STOP_GRACE_MS, lets what is
 * under way come to its end and closes.
 */
function serverOf(one: Deployable) {
  const ask = (path: string) => ({ httpGet: { path, port: 'http' } })
  return containerOf(one, sizeOf(one), {
    name: one.title,
    args: ['scripts/serve.ts', one.name],
    envFrom: settings,
    env: environmentOf(one),
    ports: [
      { name: 'http', containerPort: ports.http },
      { name: 'metrics', containerPort: ports.metrics },
    ],
    startupProbe: { ...ask('/health/live'), periodSeconds: 1, timeoutSeconds: 2, failureThreshold: 120 },
    livenessProbe: { ...ask('/health/live'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: { ...ask('/health/ready'), periodSeconds: 3, timeoutSeconds: 2, failureThreshold: 2 },
  })
}

function budgetOf(one: Deployable): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(one),
    spec: { maxUnavailable: 1, selector: { matchLabels: selects(one) }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  }
}

export function autoscalerOf(one: Deployable): HorizontalPodAutoscaler {
  const { replicas } = sizeOf(one)
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(one),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: one.title },
      minReplicas: replicas.least,
      maxReplicas: replicas.most,
      metrics: [
        // Of the service's own container: a proxy beside it has a load of its own.
        {
          type: 'ContainerResource',
          containerResource: {
            name: 'cpu',
            container: one.title,
            target: { type: 'Utilization', averageUtilization: busyFrom },
          },
        },
      ],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }] },
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
      },
    },
  }
}

function metadataOf(one: Deployable) {
  return { name: one.title, labels: labelsOf(one) }
}

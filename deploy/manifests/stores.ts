/** PostgreSQL and NATS within the cluster, one pod each: for a cluster on one machine. In production both are looked after elsewhere. */
import type { StatefulSet } from 'kubernetes-types/apps/v1.d.ts'
import type { ConfigMap, Container, PodSpec, Service, Volume } from 'kubernetes-types/core/v1.d.ts'
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts'
import { databaseScript } from '../database-script.ts'
import { eventsUser, ports, variableOf, withDatabase } from '../description.ts'
import { images } from '../images.ts'
import { holdsAll, named } from './labels.ts'
import { locked } from './pod.ts'

const script = 'databases.sql'

type Store = {
  name: string
  port: number
  labels: Record<string, string>
  user: number
  container: Omit<Container, 'name' | 'securityContext' | 'ports'>
  volumes: Volume[]
}

const postgres: Store = {
  name: 'postgres',
  port: ports.database,
  labels: { ...named('postgres'), ...holdsAll },
  user: 999,
  container: {
    image: images.postgres,
    args: ['postgres', '-c', 'max_connections=300'],
    env: [
      { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'postgres', key: 'POSTGRES_PASSWORD' } } },
      ...withDatabase.map(({ name }) => {
        const key = variableOf(name, 'DATABASE_PASSWORD')
        return { name: key, valueFrom: { secretKeyRef: { name: 'postgres', key } } }
      }),
    ],
    volumeMounts: [
      { name: 'data', mountPath: '/var/lib/postgresql' },
      { name: 'databases', mountPath: '/docker-entrypoint-initdb.d', readOnly: true },
      { name: 'sockets', mountPath: '/var/run/postgresql' },
      { name: 'temporary', mountPath: '/tmp' },
    ],
    readinessProbe: { exec: { command: ['pg_isready', '--host=127.0.0.1'] }, periodSeconds: 2 },
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '2', memory: '1Gi' } },
  },
  volumes: [
    { name: 'databases', configMap: { name: 'databases' } },
    { name: 'sockets', emptyDir: {} },
    { name: 'temporary', emptyDir: {} },
  ],
}

const nats: Store = {
  name: 'nats',
  port: ports.events,
  labels: named('nats'),
  user: 1000,
  container: {
    image: images.nats,
    args: [
      ...['--jetstream', '--store_dir=/data', '--http_port=8222'],
      ...[`--user=${eventsUser}`, '--pass=$(NATS_PASSWORD)'],
    ],
    env: [{ name: 'NATS_PASSWORD', valueFrom: { secretKeyRef: { name: 'nats', key: 'NATS_PASSWORD' } } }],
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    readinessProbe: { httpGet: { path: '/healthz', port: 8222 }, periodSeconds: 2 },
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1', memory: '512Mi' } },
  },
  volumes: [],
}

export function storesOf() {
  return [databases(), ...[postgres, nats].flatMap((store) => [serviceOf(store), serverOf(store), policyOf(store)])]
}

function databases(): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'databases' }, data: { [script]: databaseScript() } }
}

function serviceOf({ name, port }: Store): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: named(name) },
    spec: { clusterIP: 'None', selector: named(name), ports: [{ name, port, appProtocol: 'tcp' }] },
  }
}

function serverOf(store: Store): StatefulSet {
  const { name, port, labels } = store
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels: named(name) },
    spec: {
      serviceName: name,
      replicas: 1,
      selector: { matchLabels: named(name) },
      template: {
        metadata: { labels, annotations: { 'linkerd.io/inject': 'disabled' } },
        spec: podOf(store, {
          ...store.container,
          name,
          ports: [{ name, containerPort: port }],
          securityContext: locked,
        }),
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
        },
      ],
    },
  }
}

function podOf({ user, volumes }: Store, container: Container): PodSpec {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container],
    volumes,
  }
}

function policyOf({ name, port }: Store): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels: named(name) },
    spec: {
      podSelector: { matchLabels: named(name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'souk' } } }],
          ports: [{ protocol: 'TCP', port }],
        },
      ],
    },
  }
}

/** Who may reach whom: closed to all, then open for what services declare that they call, follow and keep. */
import type { NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts'
import { type Deployable, gateway, ports, reachedBy, reachedByOpening, reaches, shop } from '../description.ts'
import { outside } from '../sizes.ts'
import { holds, labelsOf, named, selects } from './labels.ts'

const tcp = (port: number) => ({ protocol: 'TCP', port })

/** Pods in any namespace, since what watches a cluster has its own. */
const anywhere = (labels: Record<string, string>): NetworkPolicyPeer => ({
  namespaceSelector: {},
  podSelector: { matchLabels: labels },
})

const toNames: NetworkPolicyEgressRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [{ protocol: 'UDP', port: ports.dns }, tcp(ports.dns)],
}

export const closed: NetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'closed', labels: { 'app.kubernetes.io/part-of': 'souk' } },
  spec: { podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'souk' } }, policyTypes: ['Ingress', 'Egress'] },
}

export function policyOf(one: Deployable): NetworkPolicy {
  const ways = outside[one.name] ?? []
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: one.title, labels: labelsOf(one) },
    spec: {
      podSelector: { matchLabels: selects(one) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        one.name === gateway
          ? // From outside, through whatever the cluster has in front of it.
            { ports: [tcp(ports.http)] }
          : { from: callersOf(one), ports: [tcp(ports.http)] },
        { from: [anywhere(named('prometheus'))], ports: [tcp(ports.metrics)] },
      ],
      egress: [
        toNames,
        ...reaches(one).map(toService),
        ...(one.hasDatabase ? [toDatabaseOf(one), { to: [anywhere(named('nats'))], ports: [tcp(ports.events)] }] : []),
        { to: [anywhere(named('opentelemetry-collector'))], ports: [tcp(ports.traces)] },
        // Beyond the cluster only: private addresses are those within it.
        ...(ways.length > 0
          ? [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: within } }], ports: ways.map(tcp) }]
          : []),
      ],
    },
  }
}

const within = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10']

export function openingPolicy(one: Deployable): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'opening', labels: labelsOf(one, 'opening') },
    spec: {
      podSelector: { matchLabels: selects(one, 'opening') },
      policyTypes: ['Ingress', 'Egress'],
      egress: [toNames, ...reachedByOpening.map(toService)],
    },
  }
}

export function migrationPolicy(one: Deployable): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${one.title}-migration`, labels: labelsOf(one, 'migration') },
    spec: {
      podSelector: { matchLabels: selects(one, 'migration') },
      policyTypes: ['Ingress', 'Egress'],
      egress: [toNames, toDatabaseOf(one)],
    },
  }
}

function callersOf(one: Deployable): NetworkPolicyPeer[] {
  const callers = reachedBy(one).map((name) => selects(find(name)))
  const opening = reachedByOpening.includes(one.name) ? [selects(find(gateway), 'opening')] : []
  return [...callers, ...opening].map((labels) => ({ podSelector: { matchLabels: labels } }))
}

function toService(name: string): NetworkPolicyEgressRule {
  return { to: [{ podSelector: { matchLabels: selects(find(name)) } }], ports: [tcp(ports.http)] }
}

/** An overlay whose databases are outside the cluster adds the way there. */
function toDatabaseOf(one: Deployable): NetworkPolicyEgressRule {
  return { to: [anywhere(holds(one.name))], ports: [tcp(ports.database)] }
}

function find(name: string) {
  const one = shop.find((each) => each.name === name)
  if (one === undefined) throw new Error(`nothing is called ${name}`)
  return one
}

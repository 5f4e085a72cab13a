import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { publicRoutes } from '@souk/gateway/gateway.ts'
import type { Contract } from '@souk/platform/contract.ts'
import type { AnyService } from '@souk/platform/service.ts'
import type { NetworkPolicy, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts'
import { parseAllDocuments } from 'yaml'
import { services } from '../scripts/services.ts'

const base = join(import.meta.dirname, 'kubernetes/base')

/** As it is committed, not as it would be written. */
function policyOf(title: string) {
  const documents = parseAllDocuments(readFileSync(join(base, `${title}.yaml`), 'utf8'))
  const found = documents.map((one) => one.toJS()).find(({ kind }) => kind === 'NetworkPolicy')
  return found as NetworkPolicy
}

const titles = ['gateway', ...services.map(({ contract }) => `${contract.name}-service`)]
const neededBy = (one: AnyService) =>
  sorted(
    [...Object.values(one.calls), ...one.consumers.map((each: { contract: Contract }) => each.contract)].map(
      ({ name }) => `${name}-service`,
    ),
  )
const needs: ReadonlyMap<string, string[]> = new Map([
  [
    'gateway',
    sorted(publicRoutes(services.map(({ contract }) => contract)).map(({ contract }) => `${contract.name}-service`)),
  ],
  ...services.map((one): [string, string[]] => [`${one.contract.name}-service`, neededBy(one)]),
])

test('A service may reach those whom it declares that it calls or follows, and no other.', () => {
  for (const title of titles) assert.deepEqual(reached(policyOf(title)), needs.get(title), title)
})

test('A service may be reached by those who declare that they call or follow it, and by no other.', () => {
  for (const title of titles.filter((one) => one !== 'gateway'))
    assert.deepEqual(
      reachers(policyOf(title)),
      sorted([...needs].filter(([, theirs]) => theirs.includes(title)).map(([name]) => name)),
      title,
    )
})

test('A service reaches the database that is its own, and the gateway none.', () => {
  for (const title of titles) {
    const databases = (policyOf(title).spec?.egress ?? [])
      .filter(({ ports }) => ports?.some(({ port }) => port === 5432))
      .flatMap(({ to }) => to?.flatMap(({ podSelector }) => Object.keys(podSelector?.matchLabels ?? {})))
    const own = title === 'gateway' ? [] : [`souk-database-${title.replace('-service', '')}`]
    assert.deepEqual(databases, own, title)
  }
})

test('Only payments and letters leave the cluster, and no way leads to the addresses within it.', () => {
  for (const title of titles) {
    const blocks = (policyOf(title).spec?.egress ?? []).filter(({ to }) => to?.some(({ ipBlock }) => ipBlock))
    const leaves = ['payment-service', 'notification-service'].includes(title)
    assert.equal(blocks.length, leaves ? 1 : 0, title)
    for (const { to } of blocks) assert.ok(to?.every(({ ipBlock }) => ipBlock?.except?.includes('10.0.0.0/8')))
  }
})

function reached({ spec }: NetworkPolicy) {
  const ways = spec?.egress?.filter(({ ports }) => ports?.some(({ port }) => port === 8080)) ?? []
  return sorted(ways.flatMap(({ to }) => namesOf(to)))
}

function reachers({ spec }: NetworkPolicy) {
  const ways = spec?.ingress?.filter(({ ports }) => ports?.some(({ port }) => port === 8080)) ?? []
  return sorted(ways.flatMap(({ from }) => namesOf(from)))
}

/** Of what serves; what opens a new shop is there for an hour. */
function namesOf(peers: NetworkPolicyPeer[] | undefined) {
  return (peers ?? [])
    .map(({ podSelector }) => podSelector?.matchLabels ?? {})
    .filter((labels) => labels['app.kubernetes.io/component'] === 'server')
    .map((labels) => labels['app.kubernetes.io/name'] as string)
}

function sorted(names: readonly string[]) {
  return [...new Set(names)].sort()
}

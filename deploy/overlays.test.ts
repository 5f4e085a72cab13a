import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { parseAllDocuments } from 'yaml'
import { services } from '../scripts/services.ts'
import { makeSecrets } from './secrets.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'souk-overlays-'))
after(() => rmSync(folder, { recursive: true, force: true }))

type Manifest = { apiVersion: string; kind: string; metadata: { name: string; namespace?: string }; spec?: Template }
type Template = { template?: { spec?: { containers: { image: string; env?: Env[] }[] } } }
type Env = { name: string; valueFrom?: { secretKeyRef?: Reference; configMapKeyRef?: Reference } }
type Reference = { name: string; key: string; optional?: boolean }

const hasKubectl = await run('kubectl', ['version', '--client']).then(
  () => true,
  () => false,
)

test('Every overlay builds, of objects that Kubernetes knows, with images of a release and secrets that there are.', {
  skip: hasKubectl ? false : 'there is no kubectl here',
}, async () => {
  // What a user has who has made secrets; the checkout stays as it is.
  cpSync(join(root, 'deploy/kubernetes'), join(folder, 'kubernetes'), {
    recursive: true,
    filter: (path) => !path.endsWith('.env'),
  })
  makeSecrets(folder, ['local'])
  const overlays = ['local', 'production'].flatMap((one) =>
    ['', '/migrations', '/opening', ...(one === 'local' ? ['/stores'] : [])].map((part) => one + part),
  )
  const built = new Map<string, Manifest[]>()
  for (const overlay of overlays) {
    const { stdout } = await run('kubectl', ['kustomize', join(folder, 'kubernetes/overlays', overlay)])
    built.set(
      overlay,
      parseAllDocuments(stdout).map((one) => one.toJS()),
    )
  }
  for (const [overlay, objects] of built) {
    for (const { kind, metadata, spec } of objects) {
      if (kind !== 'Namespace') assert.equal(metadata.namespace, 'souk', `${overlay}: ${kind} ${metadata.name}`)
      for (const { image } of spec?.template?.spec?.containers ?? [])
        assert.match(image, /:[\w.-]+$/, `${overlay}: ${metadata.name} has an image without a version`)
    }
    if (overlay.startsWith('local')) assert.deepEqual(missingSecrets(objects), [], overlay)
  }
  for (const overlay of ['local', 'production']) {
    const deployments = built.get(overlay)?.filter(({ kind }) => kind === 'Deployment')
    assert.equal(deployments?.length, services.length + 1)
  }
  await typesFit([...built.values()].flat())
})

/** What containers must be given and nobody gives. */
function missingSecrets(objects: readonly (Manifest & { data?: Record<string, string> })[]) {
  const given = new Set(
    objects
      .filter(({ kind }) => kind === 'Secret' || kind === 'ConfigMap')
      .flatMap(({ metadata, data = {} }) => Object.keys(data).map((key) => `${metadata.name}/${key}`)),
  )
  const wanted = objects
    .flatMap(({ spec }) => spec?.template?.spec?.containers ?? [])
    .flatMap(({ env = [] }) => env.map(({ valueFrom }) => valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef))
    .filter((one): one is Reference => one !== undefined && one.optional !== true)
  return wanted.map(({ name, key }) => `${name}/${key}`).filter((one) => !given.has(one))
}

/** Written as literals, so that the compiler finds what Kubernetes would not know: a misspelt field, a wrong kind of value. */
async function typesFit(objects: readonly Manifest[]) {
  const lines = objects.map(({ apiVersion, kind, ...rest }) => {
    const type = types[`${apiVersion} ${kind}`]
    assert.ok(type, `this test knows no type for ${apiVersion} ${kind}`)
    return `export const _${next++}: ${type} = ${JSON.stringify({ apiVersion, kind, ...rest })}`
  })
  writeFileSync(join(folder, 'objects.ts'), `${gatewayTypes}\n${lines.join('\n')}\n`)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const compilerOptions = {
    ...{ noEmit: true, strict: true, skipLibCheck: true, types: [], target: 'es2024', module: 'nodenext' },
    allowImportingTsExtensions: true,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['objects.ts'] }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [tsc, '--project', folder]).catch(({ stdout }) => assert.fail(stdout.slice(0, 4_000)))
}

let next = 0
const typeIn = (group: string, kind: string) => `import('kubernetes-types/${group}.d.ts').${kind}`
const types: Record<string, string> = {
  'gateway.networking.k8s.io/v1 Gateway': 'Gateway',
  'gateway.networking.k8s.io/v1 HTTPRoute': 'HTTPRoute',
  'monitoring.coreos.com/v1 PodMonitor': 'PodMonitor',
  ...Object.fromEntries(
    Object.entries({
      v1: ['core/v1', 'Namespace', 'ServiceAccount', 'Service', 'ConfigMap', 'Secret'],
      'apps/v1': ['apps/v1', 'Deployment', 'StatefulSet'],
      'batch/v1': ['batch/v1', 'Job'],
      'autoscaling/v2': ['autoscaling/v2', 'HorizontalPodAutoscaler'],
      'policy/v1': ['policy/v1', 'PodDisruptionBudget'],
      'networking.k8s.io/v1': ['networking/v1', 'NetworkPolicy'],
    }).flatMap(([apiVersion, [group = '', ...kinds]]) =>
      kinds.map((kind) => [`${apiVersion} ${kind}`, typeIn(group, kind)]),
    ),
  ),
}

/** As much of these as is used here: what defines them is installed into a cluster, and in no package. */
const gatewayTypes = `
type Meta = { apiVersion: string; kind: string; metadata: { name: string; namespace: string } }
type Gateway = Meta & { spec: { gatewayClassName: string; listeners: { name: string; port: number; protocol: 'HTTP' | 'HTTPS';
  hostname?: string; tls?: { mode: 'Terminate'; certificateRefs: { name: string }[] } }[] } }
type HTTPRoute = Meta & { spec: { parentRefs: { name: string; sectionName?: string }[]; hostnames?: string[]; rules: {
  backendRefs?: { name: string; port: number }[]; timeouts?: { request: string }
  filters?: { type: 'RequestRedirect'; requestRedirect: { scheme: 'https'; statusCode: 301 | 302 } }[] }[] } }
type PodMonitor = Meta & { spec: { selector: { matchLabels: Record<string, string> }; podTargetLabels: string[]
  podMetricsEndpoints: { port: string; interval: string }[] } }`

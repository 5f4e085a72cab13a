/** The kustomizations that name every service: what an overlay is put together from. */
import { gateway, shop, titleOf, withDatabase } from '../description.ts'
import { shared } from './environment.ts'
import { migrationOf, openingOf } from './jobs.ts'
import { closed, migrationPolicy, openingPolicy, policyOf } from './network.ts'
import { imageOf } from './pod.ts'
import { storesOf } from './stores.ts'
import { autoscalerOf, workloadOf } from './workload.ts'

/** Objects and kustomizations by their path below `kubernetes/`. */
export function kubernetesFiles(): Record<string, readonly object[]> {
  const front = shop.filter(({ name }) => name === gateway)
  return {
    ...folder('base', {
      'closed.yaml': [closed],
      ...Object.fromEntries(shop.map((one) => [`${one.title}.yaml`, [...workloadOf(one), policyOf(one)]])),
    }),
    ...folder('autoscaling', { 'autoscalers.yaml': shop.map(autoscalerOf) }),
    ...folder('migrations', {
      'migrations.yaml': withDatabase.flatMap((one) => [migrationOf(one), migrationPolicy(one)]),
    }),
    ...folder('opening', { 'opening.yaml': front.flatMap((one) => [openingOf(one), openingPolicy(one)]) }),
    ...folder('stores', { 'stores.yaml': storesOf() }),
    'components/local-images/kustomization.yaml': [imagesComponent('local')],
    'components/local-secrets/kustomization.yaml': [secretsComponent()],
  }
}

/** What every Secret is called, which is also its file's name in `components/local-secrets/`. */
const secretNames = [shared.secret, 'opening', 'postgres', 'nats', ...withDatabase.map(({ name }) => titleOf(name))]

function folder(path: string, files: Record<string, readonly object[]>) {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: Object.keys(files),
  }
  const all = { 'kustomization.yaml': [kustomization], ...files }
  return Object.fromEntries(Object.entries(all).map(([file, objects]) => [`${path}/${file}`, objects]))
}

function imagesComponent(tag: string) {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    images: shop.map((one) => ({ name: imageOf(one), newTag: tag })),
  }
}

/** From files that `npm run deploy:secrets -- local` makes and that nobody commits. */
function secretsComponent() {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    secretGenerator: secretNames.map((name) => ({ name, envs: [`${name}.env`] })),
  }
}

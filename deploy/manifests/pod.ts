/** What every pod of the shop has in common: no rights, and nothing to write to. */
import type { Container, PodSpec } from 'kubernetes-types/core/v1.d.ts'
import type { Deployable } from '../description.ts'
import type { Size } from '../sizes.ts'

/** Replaced by an overlay's `images`. */
export function imageOf(one: Deployable) {
  return `souk/${one.title}`
}

/** As the image has it. */
const user = 1000

export function podOf(container: Container, more: PodSpecMore): PodSpec {
  return {
    ...more,
    automountServiceAccountToken: false,
    // Else Kubernetes would bring variables of its own for each Service, which are named like ours.
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container],
  }
}

type PodSpecMore = Omit<
  PodSpec,
  'containers' | 'securityContext' | 'automountServiceAccountToken' | 'enableServiceLinks'
>

export function containerOf(
  one: Deployable,
  size: Pick<Size, 'asks' | 'atMost'>,
  more: Omit<Container, 'image' | 'resources' | 'securityContext'>,
): Container {
  return {
    ...more,
    image: imageOf(one),
    resources: { requests: size.asks, limits: size.atMost },
    securityContext: locked,
  }
}

export const locked = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
}

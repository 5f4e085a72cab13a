/** All deployables as their code is today and as they are released. */
import type { Contract } from '@souk/platform/contract.ts'
import type { AnyService } from '@souk/platform/service.ts'
import { type Deployable, deployablesIn } from './deployables.ts'
import type { Tree } from './import-graph.ts'
import { type Promised, promisedBy } from './promise.ts'
import { type Release, readRelease } from './record.ts'
import { relianceOf } from './reliance.ts'
import { judge, type Reliance, type User, type Verdict } from './verdict.ts'

export type Standing = Deployable & {
  relies: Reliance
  promises: Promised | undefined
  released: Release | undefined
}

export function standings(tree: Tree, services: readonly AnyService[], contracts: readonly Contract[]): Standing[] {
  return deployablesIn(tree).map((deployable) => {
    const definition = services.find(({ contract }) => contract.name === deployable.name)
    return {
      ...deployable,
      relies: relianceOf(tree, deployable, definition, contracts),
      promises: definition === undefined ? undefined : promisedBy(definition.contract),
      released: readRelease(tree.root, deployable.name),
    }
  })
}

/** As they are released and as they are today: during a rollout both are there. */
function usersAmong(all: readonly Standing[]): User[] {
  return all.flatMap(({ name, relies, released }) => [
    { deployable: name, isReleased: false, ...relies },
    ...(released === undefined ? [] : [{ deployable: name, isReleased: true, ...released }]),
  ])
}

/** What today's contracts change of the released ones; a service that was never released has promised nothing yet. */
export function verdicts(all: readonly Standing[]): Verdict[] {
  const users = usersAmong(all)
  return all.flatMap(({ name, promises, released }) =>
    promises === undefined || released?.promises === undefined ? [] : judge(name, released.promises, promises, users),
  )
}

/**
 * What must be released before this deployable, since it relies on it and what is out there does not have it: the same
 * comparison the other way round.
 */
export function neededFirst(all: readonly Standing[], { name, relies }: Standing): Verdict[] {
  const users = [{ deployable: name, isReleased: false, ...relies }]
  return all.flatMap(({ name: service, promises, released }) => {
    if (promises === undefined || service === name || !(service in relies.calls)) return []
    const there = released?.promises ?? { operations: {}, events: {} }
    const called = { operations: promises.operations, events: {} }
    return judge(service, called, { operations: there.operations, events: {} }, users).filter(
      ({ who, wasOptional = false }) => !wasOptional && who.some((one) => one.name === name),
    )
  })
}

/** What is out there together must fit: a caller that is ahead of what it calls, after a neighbour was taken back, say. */
export function misfits(all: readonly Standing[]): string[] {
  return all.flatMap(({ name, released }) =>
    Object.entries(released?.calls ?? {}).flatMap(([service, operations]) => {
      const there = all.find((one) => one.name === service)?.released
      if (there?.promises === undefined) return []
      const { operations: promised } = there.promises
      return operations
        .filter((operation) => !(operation in promised))
        .map(
          (operation) =>
            `${name} ${released?.version} as released calls ${service}.${operation}, which ${service} ${there.version} as released does not have: take ${name} back too, or release a ${service} that has it.`,
        )
    }),
  )
}

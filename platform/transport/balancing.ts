/** Which replica is asked: of two chosen at random the one with less to do. */
import type { Replica } from './replica.ts'

let asked = 0

/**
 * @param tried those that this call has been sent to already: asked again only where there is no other
 * @returns undefined where all are left alone
 */
export function choose(replicas: readonly Replica[], tried: readonly Replica[]): Replica | undefined {
  const chosen = replicas.length === 1 ? onlyOne(replicas[0]) : lessBusy(preferred(replicas, tried))
  if (chosen !== undefined) chosen.asked = ++asked
  return chosen
}

function onlyOne(replica: Replica | undefined) {
  return replica?.state() === 'closed' ? replica : undefined
}

function preferred(replicas: readonly Replica[], tried: readonly Replica[]) {
  const now = Date.now()
  const well = replicas.filter((one) => one.state() === 'closed')
  const untried = orAll(
    well.filter((one) => !tried.includes(one)),
    well,
  )
  return orAll(
    untried.filter((one) => !one.isAvoided(now)),
    untried,
  )
}

function orAll<T>(some: T[], all: T[]) {
  return some.length === 0 ? all : some
}

/** Where both have as much to do, they take turns. */
function lessBusy(replicas: readonly Replica[]) {
  if (replicas.length < 2) return replicas[0]
  const first = Math.floor(Math.random() * replicas.length)
  const second = (first + 1 + Math.floor(Math.random() * (replicas.length - 1))) % replicas.length
  const one = replicas[first] as Replica
  const other = replicas[second] as Replica
  const difference = one.underWay() - other.underWay() || one.asked - other.asked
  return difference <= 0 ? one : other
}

/** Which releases are new, in the order in which they go out: whoever is called before whoever calls. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Deployable } from './deployables.ts'
import { fileAt, type Git } from './git.ts'
import { type Release, readRelease, recordOf } from './record.ts'

export type NewRelease = { name: string; version: string; commit: string }

export function releasesSince(root: string, git: Git, deployables: readonly Deployable[], since: string): NewRelease[] {
  const records = new Map<string, Release>()
  for (const { name } of deployables) {
    const record = readRelease(root, name)
    if (record !== undefined) records.set(name, record)
  }
  return inOrder(records)
    .filter((name) => fileAt(git, since, recordOf(name)) !== readFileSync(join(root, recordOf(name)), 'utf8').trim())
    .map((name) => {
      const { version, commit } = records.get(name) as Release
      return { name, version, commit }
    })
}

/** To read a neighbour's feed, or how it stands, can wait for it. */
const canWait = ['readEvents', 'readStanding']

export function inOrder(releases: ReadonlyMap<string, Pick<Release, 'calls'>>): string[] {
  const order: string[] = []
  const seen = new Set<string>()
  const visit = (name: string) => {
    const release = releases.get(name)
    if (release === undefined || seen.has(name)) return
    seen.add(name)
    for (const [neighbour, operations] of Object.entries(release.calls).sort())
      if (operations.some((operation) => !canWait.includes(operation))) visit(neighbour)
    order.push(name)
  }
  for (const name of [...releases.keys()].sort()) visit(name)
  return order
}

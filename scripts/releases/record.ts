/** `releases/<deployable>.json`: what of each deployable is out there. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Promised } from './promise.ts'
import { readableJson } from './readable-json.ts'
import { type Folded, folded, unfolded } from './shapes.ts'
import type { Reliance } from './verdict.ts'

export type Release = Reliance & {
  version: string
  /** What it was released from. */
  commit: string
  /** What it promises; the gateway promises what the services do. */
  promises?: Promised
}

/** @returns undefined for what was never released */
export function readRelease(root: string, deployable: string): Release | undefined {
  const file = join(root, recordOf(deployable))
  if (!existsSync(file)) return undefined
  const { promises, ...release }: Omit<Release, 'promises'> & { promises?: Folded } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  return promises === undefined ? release : { ...release, promises: unfolded(promises) }
}

export function writeRelease(root: string, deployable: string, release: Release) {
  mkdirSync(join(root, 'releases'), { recursive: true })
  const { version, commit, calls, follows, promises } = release
  const inOrder = { version, commit, calls, follows, ...(promises === undefined ? {} : { promises: folded(promises) }) }
  writeFileSync(join(root, recordOf(deployable)), readableJson(inOrder))
}

export function recordOf(deployable: string) {
  return `releases/${deployable}.json`
}

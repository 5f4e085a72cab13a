/** What the history of a repository tells. */
import { execFileSync } from 'node:child_process'

export type Git = (...words: string[]) => string

/** @throws what git says */
export function gitIn(root: string): Git {
  return (...words) => {
    try {
      return execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' }).trim()
    } catch (error) {
      throw new Error(`git ${words[0]}: ${String((error as { stderr?: string }).stderr ?? error).trim()}`)
    }
  }
}

export function isDirty(git: Git) {
  return git('status', '--porcelain') !== ''
}

/** @throws where the history that is here does not reach back to it */
export function checkKnown(git: Git, commit: string, what: string) {
  try {
    git('merge-base', '--is-ancestor', commit, 'HEAD')
  } catch {
    throw new Error(
      `${what} is ${commit}, which is not in the history that is here: fetch all of it, and merge releases without squashing`,
    )
  }
}

/** Files that differ between the commit and what lies here now, new ones and ones that are gone too. */
export function changedSince(git: Git, commit: string): string[] {
  const changed = git('diff', '--name-only', '--no-renames', commit)
  const added = git('ls-files', '--others', '--exclude-standard')
  return [...new Set([...changed.split('\n'), ...added.split('\n')])].filter((file) => file !== '').sort()
}

/** A file as it was; undefined where there was none. */
export function fileAt(git: Git, commit: string, file: string): string | undefined {
  return git('ls-tree', '--name-only', commit, file) === '' ? undefined : git('show', `${commit}:${file}`)
}

/** @returns the first lines of the commits since, newest first, that touched one of these files */
export function subjectsSince(git: Git, commit: string, files: readonly string[]): string[] {
  if (files.length === 0) return []
  const told = git('log', '--no-merges', '--format=%s', `${commit}..HEAD`, '--', ...files)
  return [...new Set(told.split('\n'))].filter((line) => line !== '')
}

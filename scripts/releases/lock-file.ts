/** Which packages from outside the packages of this repository stand on, as the lock file says. */
export type Lock = { packages: Record<string, Locked> }
type Locked = {
  version?: string
  integrity?: string
  resolved?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/**
 * @param folders of packages of this repository
 * @param built those of them that are built, so that what builds them counts too
 * @returns where each package from outside lies, with what it is exactly
 */
export function packagesOf(lock: Lock, folders: readonly string[], built: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (from: string, names: readonly string[]) => {
    for (const name of names) {
      const place = placeOf(lock, from, name)
      if (place === undefined || found.has(place)) continue
      const { version = '', integrity = '', resolved = '', ...needs } = lock.packages[place] as Locked
      found.set(place, `${version} ${integrity || resolved}`)
      visit(place, namesIn(needs, false))
    }
  }
  for (const folder of folders) visit(folder, namesIn(lock.packages[folder] ?? {}, built.includes(folder)))
  return found
}

function namesIn({ dependencies, devDependencies, optionalDependencies, peerDependencies }: Locked, withDev: boolean) {
  const all = { ...dependencies, ...optionalDependencies, ...peerDependencies, ...(withDev ? devDependencies : {}) }
  return Object.keys(all).filter((name) => !name.startsWith('@souk/'))
}

/** As Node looks it up: beside whoever asks, then further out. */
function placeOf({ packages }: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (place in packages) return place
    if (at === '') return undefined
  }
}

/** What differs, in words such as `pg 8.23.1 → 8.24.0`. */
export function packageChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const versionOf = (of: ReadonlyMap<string, string>, place: string) => of.get(place)?.split(' ')[0] ?? 'none'
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((place) => before.get(place) !== after.get(place))
    .map((place) => {
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
      return `${name} ${versionOf(before, place)} → ${versionOf(after, place)}`
    })
    .sort()
}

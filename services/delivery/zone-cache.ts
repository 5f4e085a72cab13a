import type { Zone } from '@souk/contracts/delivery.ts'

export type ZoneCache = {
  /** All zones, as they were at most two seconds ago. */
  all(): Promise<readonly Zone[]>
  /** After a change: the next reader reads anew. Other processes notice within two seconds. */
  drop(): void
}

const keptFor = 2_000

/** Zones change seldom and every checkout asks for them, so they are read once for everybody who asks meanwhile. */
export function zoneCache(read: () => Promise<readonly Zone[]>): ZoneCache {
  let kept: { zones: Promise<readonly Zone[]>; until: number } | undefined
  return {
    all() {
      if (kept !== undefined && performance.now() < kept.until) return kept.zones
      const entry = { zones: read(), until: performance.now() + keptFor }
      kept = entry
      // A failure is for those who wait for it; whoever comes next tries again.
      entry.zones.catch(() => {
        if (kept === entry) kept = undefined
      })
      return entry.zones
    },
    drop() {
      kept = undefined
    },
  }
}

/** Chance from a seed: the same seed draws the same disturbances in the same order. */

export type Chance = {
  /** At least 0 and below 1. */
  draw(): number
  happens(share: number): boolean
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** One of the names, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  /** A chance of its own for somebody, so that what others draw does not change it. */
  of(name: string): Chance
}

export function chanceOf(seed: number): Chance {
  const draw = mulberry32(seed)
  return {
    draw,
    happens: (share) => draw() < share,
    between: (least, most) => least + draw() * (most - least),
    pick: (list) => list[Math.floor(draw() * list.length)] as (typeof list)[number],
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][]
      let left = draw() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        left -= weight
        if (left < 0) return name
      }
      return (entries.at(-1) as (typeof entries)[number])[0]
    },
    of: (name) => chanceOf([...name].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), seed | 0)),
  }
}

/** Tommy Ettinger's generator: small, fast, and even enough to draw disturbances. */
function mulberry32(seed: number) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

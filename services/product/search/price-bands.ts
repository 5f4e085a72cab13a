/** Prices in bands of 1, 2, 5, 10, 20 … (in hundreds of minor units), and the few ranges that a shopper chooses among. */

const bounds = Array.from({ length: 21 }, (_, index) => [1, 2, 5][index % 3] as number).map(
  (digit, index) => digit * 10 ** (2 + Math.floor(index / 3)),
)
const mostRanges = 5

/** The bit of the band that a price (in minor units) lies in. */
export function bandOf(price: number) {
  const above = bounds.findIndex((bound) => price < bound)
  return 1 << (above < 0 ? bounds.length : above)
}

/** Both ends belong to it; the last one may be open. */
export type Range = { from: number; to: number | undefined; count: number }

/**
 * @param products for each product the bits of the bands in which it has a price
 * @returns at most five ranges, each with the number of products that have a price in it
 */
export function rangesOf(products: readonly number[]): Range[] {
  const counts = Array.from({ length: bounds.length + 1 }, (_, band) => count(products, 1 << band))
  const first = counts.findIndex((each) => each > 0)
  if (first < 0) return []
  const last = counts.findLastIndex((each) => each > 0)
  let ranges = counts.slice(first, last + 1).map((each, index) => ({ bands: [first + index], weight: each }))
  while (ranges.length > mostRanges) {
    const weights = ranges.slice(1).map(({ weight }, index) => weight + (ranges[index]?.weight ?? 0))
    const lightest = weights.indexOf(Math.min(...weights))
    ranges = ranges.flatMap((range, index) => {
      if (index === lightest + 1) return []
      const next = ranges[index + 1]
      if (index !== lightest || next === undefined) return [range]
      return [{ bands: [...range.bands, ...next.bands], weight: range.weight + next.weight }]
    })
  }
  return ranges.flatMap(({ bands }) => {
    const bits = bands.reduce((all, band) => all | (1 << band), 0)
    const within = count(products, bits)
    if (within === 0) return []
    const upper = bounds[bands.at(-1) as number]
    return [
      { from: bounds[(bands[0] as number) - 1] ?? 0, to: upper === undefined ? undefined : upper - 1, count: within },
    ]
  })
}

function count(products: readonly number[], bits: number) {
  let sum = 0
  for (const product of products) if ((product & bits) !== 0) sum++
  return sum
}

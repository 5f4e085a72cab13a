import { balls } from './balls.ts'
import { bottoms } from './bottoms.ts'
import type { Kind } from './brush.ts'
import { paint } from './brush.ts'
import { cycling } from './cycling.ts'
import { extras } from './extras.ts'
import { fitness } from './fitness.ts'
import { footwear } from './footwear.ts'
import { outdoor } from './outdoor.ts'
import { rackets } from './rackets.ts'
import { snow } from './snow.ts'
import { swimming } from './swimming.ts'
import { tops } from './tops.ts'

const kinds: Record<string, Kind> = {
  ...footwear,
  ...tops,
  ...bottoms,
  ...extras,
  ...swimming,
  ...balls,
  ...rackets,
  ...cycling,
  ...outdoor,
  ...fitness,
  ...snow,
}

export const pictureKinds = Object.keys(kinds)

// A key is "kind.variation", or "kind.variation@Colour" for a thing that comes in one colour only. The kind decides
// what is drawn, the variation which pattern, trim and shape it gets.
export function drawPicture(key: string, colourName?: string): string {
  const [shape = '', ownColour = 'Slate'] = key.split('@')
  const [name = '', variation = ''] = shape.split('.')
  const kind = kinds[name]
  if (!kind) throw new Error(`There is no picture of the kind "${name}" (asked for "${key}")`)
  return paint(kind, variation, shape, colourName ?? ownColour)
}

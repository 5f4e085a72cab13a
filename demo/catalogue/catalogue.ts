import { climbing } from './climbing.ts'
import { cycling } from './cycling.ts'
import { fitness } from './fitness-yoga.ts'
import { football } from './football.ts'
import { hiking } from './hiking.ts'
import type { Product } from './product.ts'
import { racketSports } from './racket-sports.ts'
import { runningGear } from './running-gear.ts'
import { runningShoes } from './running-shoes.ts'
import { swimming } from './swimming.ts'
import { winter } from './winter.ts'

export { categories } from './categories.ts'

export const products: Product[] = [
  ...runningShoes,
  ...runningGear,
  ...football,
  ...cycling,
  ...swimming,
  ...hiking,
  ...climbing,
  ...fitness,
  ...racketSports,
  ...winter,
]

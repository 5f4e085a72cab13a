import { climbing } from './climbing.ts'
import { cycling } from './cycling.ts'
import { fitness } from './fitness-yoga.ts'
import { football } from './football.ts'
import { hiking } from './hiking.ts'
import { racketSports } from './racket-sports.ts'
import { runningGear } from './running-gear.ts'
import { runningShoes } from './running-shoes.ts'
import { swimming } from './swimming.ts'
import { winter } from './winter.ts'

export { categories } from './categories.ts'

export type Category = { slug: string; name: string; parent: string | null; description: string }

// Prices are euro cents with VAT included, weights are grams.
export type Variant = {
  sku: string
  options: Record<string, string>
  price: number
  compareAtPrice?: number
  weight: number
  onHand: number
}

export type Product = {
  slug: string
  name: string
  brand: string
  category: string
  description: string
  attributes: Record<string, string>
  options: { name: string; values: string[] }[]
  variants: Variant[]
  images: { picture: string; colour?: string; alt: string }[]
}

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

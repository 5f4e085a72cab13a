/** A listing as its page shows it: addresses and words are made on the server, so that the browser has little to do. */
import type { ProductCard } from '@souk/contracts/product.ts'

export type FacetValue = {
  value: string
  label: string
  count: number
  chosen: boolean
  /** Where a value leads to a page, such as that of a category. */
  href?: string
}

export type FacetView = {
  title: string
  /** What it is called in the address, and in the form. */
  parameter: string
  /** Several of its values, one of them, or links. */
  kind: 'several' | 'one' | 'links'
  open: boolean
  /** Seen at once; the others behind "more". */
  values: FacetValue[]
  more: FacetValue[]
}

export type Link = { label: string; href: string }
export type PageLink = { number: number; href: string }

export type ListingView = {
  cards: ProductCard[]
  /** How many there are and which page this is, in words. */
  count: string
  facets: FacetView[]
  chips: Link[]
  /** The listing with nothing chosen. */
  clear: string
  /** What the form carries along unseen, such as the words searched for. */
  kept: { name: string; value: string }[]
  sorts: { value: string; label: string; chosen: boolean }[]
  previous: PageLink | undefined
  next: PageLink | undefined
  /** Pages to choose from; undefined stands for those left out. */
  pages: (PageLink | undefined)[]
  number: number
  /** What to do where nothing is found. */
  empty: { title: string; advice: string[] } | undefined
  /** For search engines: the part of the query that makes it another page, and whether it is one of endlessly many. */
  query: string
  hidden: boolean
}

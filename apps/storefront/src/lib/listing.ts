/** A listing as its page shows it: addresses and words are made on the server, so that the browser has little to do. */
import type { ProductCard } from '@souk/contracts/product.ts'

/** One of several links in a row. */
export type Link = {
  label: string
  /** None where it only stands for others, or is the place where one is. */
  href?: string
  /** What it is called to those who hear it. */
  name?: string
  rel?: 'prev' | 'next'
  current?: 'page'
  /** The address of a small picture. */
  picture?: string
}

export type FacetValue = {
  value: string
  label: string
  count?: number
  chosen: boolean
  /** Where a value leads to a page, such as that of a category. */
  href?: string
}

export type FacetView = {
  title: string
  /** What it is called in the address, and in the form. */
  parameter: string
  /** Several of its values, or one of them. */
  type: 'checkbox' | 'radio'
  open: boolean
  /** Seen at once; the others behind "more". */
  values: FacetValue[]
  more: FacetValue[]
  moreLabel: string
  moreOpen: boolean
}

export type ListingView = {
  cards: ProductCard[]
  /** How many there are and which page this is, in words. */
  count: string
  facets: FacetView[]
  /** What is chosen, each leading to the listing without it; the last one clears all. */
  chips: Link[]
  /** What the form carries along unseen, such as the words searched for. */
  kept: { name: string; value: string }[]
  sorts: { value: string; label: string; chosen: boolean }[]
  pages: Link[]
  /** What to do where nothing is found. */
  empty: { title: string; advice: string[]; links: Link[] } | undefined
  words: Record<'filters' | 'close' | 'show' | 'sort' | 'apply' | 'chosen' | 'products' | 'pages' | 'stalls', string>
  /** Of the title, where this is not the first page. */
  suffix: string
  /** For search engines: the part of the query that makes it another page, and whether it is one of endlessly many. */
  query: string
  hidden: boolean
}

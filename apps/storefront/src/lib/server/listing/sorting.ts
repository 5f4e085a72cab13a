/** The orders that a listing can be seen in. */
import type { InEach } from '#lib/language.ts'

export const sorts = {
  relevance: { en: 'Best match', de: 'Beste Treffer' },
  best_selling: { en: 'Best selling', de: 'Meistgekauft' },
  newest: { en: 'Newest', de: 'Neueste' },
  price: { en: 'Price: low to high', de: 'Preis aufsteigend' },
  '-price': { en: 'Price: high to low', de: 'Preis absteigend' },
  name: { en: 'Name', de: 'Name' },
} as const satisfies Record<string, InEach<string>>

export type Sort = keyof typeof sorts

export function isSort(text: string): text is Sort {
  return Object.hasOwn(sorts, text)
}

/** The order of those who have not chosen one. */
export function usualSort(isSearch: boolean): Sort {
  return isSearch ? 'relevance' : 'best_selling'
}

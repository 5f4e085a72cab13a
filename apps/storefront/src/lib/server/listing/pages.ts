/** The pages around the one that is seen: the one before, the first, those next to it, the last, the one after. */
import type { Language } from '#lib/language.ts'
import type { Link } from '#lib/listing.ts'
import { listingWords as words } from '#lib/texts/listing-words.ts'

export function pageLinks(number: number, last: number, language: Language, hrefOf: (page: number) => string): Link[] {
  if (last === 1) return []
  return [
    ...(number === 1 ? [] : [{ label: words.previous[language], href: hrefOf(number - 1), rel: 'prev' as const }]),
    ...pagesAround(number, last).map((page) => {
      if (page === undefined) return { label: '…' }
      const current = page === number ? { current: 'page' as const } : {}
      return { label: String(page), name: `${words.pageName[language]} ${page}`, href: hrefOf(page), ...current }
    }),
    ...(number === last ? [] : [{ label: words.next[language], href: hrefOf(number + 1), rel: 'next' as const }]),
  ]
}

/** @returns numbers in order; undefined stands for those left out */
function pagesAround(number: number, last: number): (number | undefined)[] {
  const around = number === 1 || number === last ? 2 : 1
  const shown = Array.from({ length: last }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === last || Math.abs(page - number) <= around,
  )
  return shown.flatMap((page, index) => {
    const before = shown[index - 1] ?? 0
    // Dots in the place of a single page would not be shorter than the page.
    if (page - before === 2) return [page - 1, page]
    return page - before > 2 ? [undefined, page] : [page]
  })
}

/** The pages around the one that is seen: the first, the last, and those next to it. */

/** @returns numbers in order; undefined stands for those left out */
export function pagesAround(number: number, last: number): (number | undefined)[] {
  const shown = Array.from({ length: last }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === last || Math.abs(page - number) <= (number === 1 || number === last ? 2 : 1),
  )
  return shown.flatMap((page, index) => {
    const before = shown[index - 1] ?? 0
    if (page - before === 2) return [page - 1, page]
    return page - before > 2 ? [undefined, page] : [page]
  })
}

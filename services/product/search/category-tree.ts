/** Walks in the tree of categories, which come in the order of their making: a category after the one that it lies in. */
import type { CategoryRow } from '../catalogue.sql.ts'

type Tree = ReadonlyMap<string, CategoryRow>

/** A category and those that it lies in. */
export function* withAbove(slug: string, categories: Tree) {
  for (let at = categories.get(slug); at !== undefined; at = at.parent === null ? undefined : categories.get(at.parent))
    yield at
}

/** A category and all that lies in it. */
export function withBelow(slug: string, categories: Tree) {
  const all = new Set([slug])
  for (const each of categories.values()) if (each.parent !== null && all.has(each.parent)) all.add(each.slug)
  return all
}

/** For each category the number of products in it, without those below. */
export function countsOf(listings: Iterable<{ card: { category: string } }>) {
  const counts = new Map<string, number>()
  for (const { card } of listings) counts.set(card.category, (counts.get(card.category) ?? 0) + 1)
  return counts
}

/** For each category the number of products in it and below. */
export function sumsWithBelow(categories: Tree, own: ReadonlyMap<string, number>) {
  const sums = new Map<string, number>()
  for (const [slug, count] of own)
    for (const at of withAbove(slug, categories)) sums.set(at.slug, (sums.get(at.slug) ?? 0) + count)
  return sums
}

import type { Shop } from '#lib/server/shop.ts'

type Tree = Awaited<ReturnType<Shop['product']['listCategories']>>['items']

/** The categories from the trunk of the tree to this one; none where it does not stand in the tree. */
export function wayTo(slug: string, tree: Tree): { name: string; path: string }[] {
  for (const category of tree) {
    const crumb = { name: category.name, path: `/categories/${category.slug}` }
    if (category.slug === slug) return [crumb]
    const below = wayTo(slug, category.children)
    if (below.length > 0) return [crumb, ...below]
  }
  return []
}

import { inLanguage, type Language } from '#lib/language.ts'
import type { Block, Information, Rich } from './information.ts'

export type Piece = { text: string; href?: string }

const link = /\[([^\]]+)\]\(([^)]+)\)/

/** A text as pieces with and without a link. */
function pieces(text: Rich, language: Language): Piece[] {
  // Between the pieces without a link, split leaves the words and the path of each link.
  const parts = text.split(link)
  return parts.flatMap((part, index) => {
    if (index % 3 === 2) return []
    if (index % 3 === 0) return part === '' ? [] : [{ text: part }]
    const path = parts[index + 1] ?? '/'
    return [{ text: part, href: path.startsWith('/') ? inLanguage(language, path) : path }]
  })
}

/** A page of information as it is shown. */
export function written({ title, lead, description, sections }: Information, language: Language) {
  const block = (one: Block) => {
    if (typeof one === 'string') return { paragraph: pieces(one, language) }
    if ('list' in one) return { list: one.list.map((item) => pieces(item, language)) }
    return one
  }
  return {
    title,
    description,
    lead: pieces(lead, language),
    sections: sections.map((section) => ({ title: section.title, blocks: section.blocks.map(block) })),
  }
}

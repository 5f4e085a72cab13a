/**
 * Facts for search engines (schema.org, as JSON-LD). They stand in the page as it comes from the server, where those who
 * read them look, and cost the browser nothing.
 */

import type { RequestEvent } from '@sveltejs/kit'
import { inLanguage } from '#lib/language.ts'

type Facts = Record<string, unknown>

export function describe({ locals }: Pick<RequestEvent, 'locals'>, facts: Facts) {
  locals.facts.push(facts)
}

/** @param crumbs the way to the page, without the home page; paths without a language */
export function describeWay({ locals }: Pick<RequestEvent, 'locals'>, crumbs: { name: string; path: string }[]) {
  locals.facts.push({
    '@type': 'BreadcrumbList',
    itemListElement: [{ name: 'Souk', path: '/' }, ...crumbs].map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: `${locals.origin}${inLanguage(locals.language, path)}`,
    })),
  })
}

/** As elements of the head. It is data and not a script, so the page's policy lets it stand without a nonce. */
export function asElements(all: readonly Facts[]) {
  return all
    .map((facts) => JSON.stringify({ '@context': 'https://schema.org', ...facts }).replaceAll('<', '\\u003c'))
    .map((text) => `<script type="application/ld+json">${text}</script>`)
    .join('')
}

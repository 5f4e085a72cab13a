/** What a page of an error says. Made on the server, so that no page brings these words along in case it fails. */
import type { Language } from '#lib/language.ts'
import { errorPage } from '#lib/texts/error.ts'

export type ErrorWords = { title: string; text: string; way: string; home: string; reference: string }

export function errorWords(status: number, language: Language): ErrorWords {
  const kind = status === 404 ? errorPage.notFound : status === 503 ? errorPage.outOfReach : errorPage.broken
  return {
    title: kind.title[language],
    text: kind.text[language],
    way: (status === 404 ? errorPage.all : errorPage.again)[language],
    home: errorPage.home[language],
    reference: errorPage.reference[language],
  }
}

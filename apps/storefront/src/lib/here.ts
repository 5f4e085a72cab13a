/** The language of the page being shown, for texts, addresses, money and dates. Use it within components. */
import { page } from '$app/state'
import { type InEach, inLanguage, type Language } from './language.ts'

export function language(): Language {
  return page.data.language
}

/** This text in the page's language. */
export function t<T>(text: InEach<T>): T {
  return text[language()]
}

/** @param path an address without a language, such as /cart */
export function to(path: string) {
  return inLanguage(language(), path)
}

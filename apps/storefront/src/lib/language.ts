/** The languages of the storefront. A page's language is the beginning of its address: /de/cart is German, /cart English. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]
export const firstLanguage: Language = 'en'

/** The same text in each language. A missing one is a type error. */
export type InEach<T> = Record<Language, T>

export function languageOf(pathname: string): Language {
  const first = pathname.split('/', 2)[1]
  return languages.find((language) => language === first && language !== firstLanguage) ?? firstLanguage
}

/** The address without its language. */
export function pathOf(pathname: string) {
  const language = languageOf(pathname)
  return language === firstLanguage ? pathname : pathname.slice(language.length + 1) || '/'
}

/** @param path an address without a language, such as /cart */
export function inLanguage(language: Language, path: string) {
  if (language === firstLanguage) return path
  return path === '/' ? `/${language}` : `/${language}${path.startsWith('/?') ? path.slice(1) : path}`
}

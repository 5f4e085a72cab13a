/** What writes money, dates and names of countries as people of a language do. */
import type { Language } from './language.ts'

/** English as it is written in Europe: the day before the month. */
export const locales: Record<Language, string> = { en: 'en-IE', de: 'de-DE' }

/** Made once for each key: a format takes longer to make than to use. */
export function remembered<K extends string, T>(make: (key: K) => T) {
  const made = new Map<K, T>()
  return (key: K) => {
    const one = made.get(key) ?? make(key)
    made.set(key, one)
    return one
  }
}

/** Days, moments and countries as people of a language write them. */
import type { Language } from './language.ts'
import { locales, remembered } from './locale.ts'

const dayFormat = remembered(
  (language: Language) =>
    new Intl.DateTimeFormat(locales[language], { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }),
)
/** @param date ISO, a day or a moment */
export function day(date: string, language: Language) {
  return dayFormat(language).format(new Date(date))
}
export function days({ from, to }: { from: string; to: string }, language: Language) {
  return dayFormat(language).formatRange(new Date(from), new Date(to))
}

const dateFormat = remembered(
  (language: Language) => new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }),
)
/** With its year: for what may be long ago. */
export function date(time: string, language: Language) {
  return dateFormat(language).format(new Date(time))
}

const momentFormat = remembered(
  (language: Language) =>
    new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
)
/** @param time ISO; shown in UTC, so that server and browser agree */
export function moment(time: string, language: Language) {
  return momentFormat(language).format(new Date(time))
}

const countryNames = remembered((language: Language) => new Intl.DisplayNames(locales[language], { type: 'region' }))
/** @param code ISO 3166-1 alpha-2 */
export function country(code: string, language: Language) {
  return countryNames(language).of(code) ?? code
}

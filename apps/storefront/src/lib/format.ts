/** Money, dates and numbers as people of a language write them. */
import type { Money } from '@souk/contracts/money.ts'
import type { Language } from './language.ts'

/** English as it is written in Europe: the day before the month. */
const locales: Record<Language, string> = { en: 'en-IE', de: 'de-DE' }

function remembered<K extends string, T>(make: (key: K) => T) {
  const made = new Map<K, T>()
  return (key: K) => {
    const one = made.get(key) ?? make(key)
    made.set(key, one)
    return one
  }
}

const moneyFormat = remembered((key: `${Language} ${string}`) => {
  const [language, currency] = key.split(' ') as [Language, string]
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency })
  const whole = new Intl.NumberFormat(locales[language], { style: 'currency', currency, maximumFractionDigits: 0 })
  return { format, whole, unit: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) }
})

export function money({ amount, currency }: Money, language: Language) {
  const { format, unit } = moneyFormat(`${language} ${currency}`)
  return format.format(amount / unit)
}

/** Money without its minor units, for bounds such as "€20 to €50". */
export function roundMoney({ amount, currency }: Money, language: Language) {
  const { whole, unit } = moneyFormat(`${language} ${currency}`)
  return whole.format(amount / unit)
}

const numberFormat = remembered((language: Language) => new Intl.NumberFormat(locales[language]))
export function number(value: number, language: Language) {
  return numberFormat(language).format(value)
}

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

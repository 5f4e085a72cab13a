/** Money and numbers as people of a language write them. Apart from `format.ts`, which fewer pages need. */
import type { Money } from '@souk/contracts/money.ts'
import type { Language } from './language.ts'
import { locales, remembered } from './locale.ts'

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

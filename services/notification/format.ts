/** How letters write money and days. */
import type { Money } from '@souk/contracts/money.ts'

const language = 'en-GB'
const formats = new Map<string, { write(value: number): string; unit: number }>()
const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })

/** 1999 of EUR is €19.99, of JPY ¥1,999, of KWD KWD 1.999: the currency says how many minor units it has. */
export function money({ amount, currency }: Money) {
  let format = formats.get(currency)
  if (format === undefined) {
    const numbers = new Intl.NumberFormat(language, { style: 'currency', currency })
    format = {
      write: (value) => numbers.format(value),
      unit: 10 ** (numbers.resolvedOptions().maximumFractionDigits ?? 2),
    }
    formats.set(currency, format)
  }
  return format.write(amount / format.unit)
}

export function day(at: Date) {
  return days.format(at)
}

/** Tracking numbers of parcels whose carrier gave us none: SK, ten digits and a check digit that catches a mistyped one. */

export const trackingNumbers = 10 ** 10

/** @param random a whole number below `trackingNumbers`, not to be guessed from others */
export function trackingNumber(random: number) {
  const digits = String(random).padStart(10, '0')
  return `SK${digits}${checkDigit(digits)}`
}

export function isTrackingNumber(text: string) {
  const [, digits = '', check] = /^SK(\d{10})(\d)$/.exec(text) ?? []
  return check !== undefined && checkDigit(digits) === check
}

/** Luhn's: catches every wrong digit and nearly every swap of two neighbours. */
function checkDigit(digits: string) {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

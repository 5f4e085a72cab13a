/** How postcodes look where we deliver most; every other country's are taken as they come. */
const formats: Record<string, { pattern: RegExp; example: string }> = {
  AT: { pattern: /^\d{4}$/, example: '1010' },
  CH: { pattern: /^\d{4}$/, example: '8001' },
  DE: { pattern: /^\d{5}$/, example: '10115' },
  ES: { pattern: /^\d{5}$/, example: '28001' },
  FR: { pattern: /^\d{5}$/, example: '75001' },
  GB: { pattern: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, example: 'SW1A 1AA' },
  IT: { pattern: /^\d{5}$/, example: '00118' },
  NL: { pattern: /^[1-9]\d{3} ?[A-Z]{2}$/i, example: '1012 AB' },
  PL: { pattern: /^\d{2}-?\d{3}$/, example: '00-001' },
  US: { pattern: /^\d{5}(-?\d{4})?$/, example: '94105' },
}

/** @returns what is wrong with it, for people; undefined where nothing is */
export function faultOfPostcode(country: string, postcode: string) {
  const format = formats[country]
  if (format === undefined || format.pattern.test(postcode.trim())) return undefined
  return `'${postcode}' is not a postcode of ${country}: it looks like ${format.example}`
}

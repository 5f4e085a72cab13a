/**
 * Personal and payment data never reach a log or a span. What stands under a telling key is hidden whatever it is; in texts,
 * what has the shape of a secret or of a person's data. An error is told by what is known to be harmless in it.
 */

const hidden = '[hidden]'

/** Compared in lower case without `-` and `_`. */
const tellingKeys = new Set(
  `email mail to recipient recipients replyto name firstname lastname fullname customer user person address addresses
  shippingaddress billingaddress line1 line2 street city postcode postalcode zip region phone telephone mobile birthday ip
  password passwords passwordhash secret secrets clientsecret token tokens accesstoken refreshtoken paymenttoken apikey cookie
  cookies setcookie authorization proxyauthorization session signature otp code2fa card cardnumber pan cvc cvv iban bic
  account holder payment link url href headers body payload data detail details input values parameters text html`.split(
    /\s+/,
  ),
)
/** One of these at the end of a key is enough: `souk_session`, `newPassword`, `cart-token`. */
const tellingEnd = /(email|password|secret|token|cookie|session|iban|phone|postcode)$/

function isTelling(key: string) {
  const plain = key.toLowerCase().replace(/[-_]/g, '')
  return tellingKeys.has(plain) || tellingEnd.test(plain)
}

const shapes: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  // In addresses: who signs in, and what links in letters carry.
  [/:\/\/[^\s/@"']+@/g, `://${hidden}@`],
  [/([?&;][\w.-]*(?:token|secret|password|code|key|session|signature|email)[\w.-]*=)[^&\s"'\\]+/gi, `$1${hidden}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/\bsouk_(session|cart|order)\w*=[^;\s"'\\]+/g, `souk_$1=${hidden}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, hidden],
  [/\btok_\w+|\b(?:pm|src|card|ba)_\w{14,}/g, hidden],
  [/\b(?:sk|rk|whsec)_\w{6,}|\b\w+_secret_\w+/g, hidden],
  [/[^\s"'<>()[\]{},;:@\\/=?&]+@[^\s"'<>()[\]{},;:@\\/?&]+\.\p{L}{2,}/gu, hidden],
  [/(?<![\w.:+-])\+\d{1,3}[\d ()/.-]{6,16}\d/g, hidden],
  [/(?<![\w.-])\d(?:[ -]?\d){13,18}(?![\w-])/g, (found) => (isCardNumber(found) ? hidden : found)],
  [/(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?!\w)/g, (found) => (isIban(found) ? hidden : found)],
]

/** The text without what has the shape of a secret or of a person's data. */
export function scrubText(text: string): string {
  let clean = text
  for (const [shape, instead] of shapes) clean = clean.replace(shape, instead as string)
  return clean
}

/** Luhn's sum, so that a time or a count of as many digits stays. */
function isCardNumber(text: string) {
  const digits = text.replace(/\D/g, '')
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 1 : 2)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

function isIban(text: string) {
  const plain = text.replaceAll(' ', '')
  let rest = 0
  for (const sign of plain.slice(4) + plain.slice(0, 4)) rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97
  return rest === 1
}

const deepest = 6

/** A copy that can be told: telling keys hidden, errors reduced, texts scrubbed. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return tellableError(value)
  if (value instanceof Date) return value.toISOString()
  if (depth === deepest) return '[deeper]'
  if (Array.isArray(value)) return value.map((one) => scrub(one, depth + 1))
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  const clean: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(value))
    clean[key] = isTelling(key) && one !== undefined && one !== null ? hidden : scrub(one, depth + 1)
  return clean
}

export type TellableError = {
  type: string
  message: string
  stack?: string
  cause?: TellableError
  [known: string]: unknown
}

/** Of all else that an error carries nothing is told: a driver's `detail` and `where` hold rows, a mail server's answer holds names. */
const harmlessFields = [
  ...['code', 'reason', 'severity', 'schema', 'table', 'column', 'dataType', 'constraint', 'routine', 'position'],
  ...['errno', 'syscall', 'retryAfter', 'statusCode'],
] as const

export function tellableError(error: Error, depth = 0): TellableError {
  const message = messageOf(error)
  const told: TellableError = { type: error.constructor?.name ?? error.name, message }
  for (const name of harmlessFields) {
    const value = (error as unknown as Record<string, unknown>)[name]
    if (typeof value === 'string' || typeof value === 'number') told[name] = value
  }
  // A stack begins with the message, as it was.
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  if (frames.length > 0) told.stack = frames.map((line) => line.trim()).join('\n')
  if (error.cause instanceof Error && depth < 3) told.cause = tellableError(error.cause, depth + 1)
  return told
}

function messageOf({ message, name, ...error }: Error & { code?: unknown }) {
  // PostgreSQL's data exceptions quote the value that did not fit, and a parser the text that it stumbled over.
  if (typeof error.code === 'string' && /^22/.test(error.code))
    return scrubText(message.replace(/: .*/s, `: ${hidden}`))
  if (name === 'SyntaxError') return scrubText(message.replace(/["'].*/s, hidden))
  return scrubText(message)
}

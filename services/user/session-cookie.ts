/** The session cookie: an opaque random value for the browser, of which the database holds a digest only. */
import { createHash, randomBytes } from 'node:crypto'

/** Seconds that a session lasts after it was last renewed. */
export const sessionLife = 30 * 24 * 60 * 60

const name = 'souk_session'

export function newCookieValue() {
  return randomBytes(32).toString('base64url')
}

/** What the database knows a cookie by. The value has 256 random bits, so a fast digest is enough. */
export function digestOf(cookieValue: string) {
  return createHash('sha256').update(cookieValue).digest('base64url')
}

export function setCookie(value: string, secure: boolean) {
  return `${name}=${value}; Path=/; Max-Age=${sessionLife}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

export function clearCookie(secure: boolean) {
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

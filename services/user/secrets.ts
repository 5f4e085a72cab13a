/** Keys derived from SOUK_SECRET, and sealing with them. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** @returns 32 bytes; another `purpose` gives an unrelated key */
export function deriveKey(secret: string, purpose: string) {
  return Buffer.from(hkdfSync('sha256', secret, 'souk user-service', purpose, 32))
}

/** A digest that tells nothing without the key, however easy the text is to guess. */
export function keyedDigest(key: Buffer, text: string) {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** AES-256-GCM: nonce, tag and cipher text as one base64url text. */
export function seal(key: Buffer, text: string) {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** @throws when the key is another one or the text was tampered with */
export function unseal(key: Buffer, sealed: string) {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** Passwords are kept as argon2id hashes with OWASP's parameters, computed off the event loop. */
import { hash, verify } from '@node-rs/argon2'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same text typed on another keyboard may come in other code points. */
const normal = (password: string) => password.normalize('NFKC')

export function hashPassword(password: string) {
  return hash(normal(password), cost)
}

const nobodysHash = hashPassword('the password of nobody')

/** Takes as long where there is no hash to compare with. */
export async function isPassword(password: string, passwordHash: string | undefined) {
  const matches = await verify(passwordHash ?? (await nobodysHash), normal(password))
  return matches && passwordHash !== undefined
}

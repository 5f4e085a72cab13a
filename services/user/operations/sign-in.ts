import { SoukError } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { provePassword } from '../proving.ts'
import { setCookie } from '../session-cookie.ts'
import { keepSession } from '../sessions.sql.ts'

export const signIn: UserService['operations']['signIn'] = async ({ email, password }, context) => {
  const { db, resources, config, address, answer, now } = context
  const proof = await provePassword(email.toLowerCase(), password, context)
  if (proof === undefined) throw wrongCredentials()
  const { user, passwordHash } = proof
  const session = await resources.accounts.startSession(user.id, address, now())
  // Whoever changed the password or deleted the account meanwhile has ended all sessions, this one too.
  if (session === undefined || !(await keepSession(db, session.id, passwordHash))) throw wrongCredentials()
  answer.headers['set-cookie'] = setCookie(session.cookie, config.secureCookies)
  const identity = { userId: user.id, sessionId: session.id, role: user.role, permissions: user.permissions }
  return { ...(await resources.signingKey.sign(identity, now())), user }
}

function wrongCredentials() {
  return new SoukError('unauthenticated', 'wrong_credentials', 'These credentials are wrong: check both and try again.')
}

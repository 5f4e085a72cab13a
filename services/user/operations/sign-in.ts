import { fail, SoukError } from '@souk/platform/errors.ts'
import type { UserService } from '../needs.ts'
import { isPassword } from '../passwords.ts'
import { setCookie } from '../session-cookie.ts'
import { credentialOf, forgetFailures, noteFailure } from '../sessions.sql.ts'
import { countedSince, secondsToWait } from '../sign-in-limit.ts'

export const signIn: UserService['operations']['signIn'] = async ({ email: typed, password }, context) => {
  const { db, resources, config, address, answer, now } = context
  const email = typed.toLowerCase()
  // In turn, so that many guesses at once are counted like guesses one after another.
  const user = await resources.inTurn(email, async () => {
    const found = await credentialOf(db, email, countedSince(now()))
    const retryAfter = secondsToWait(found.failures, now())
    if (retryAfter > 0)
      throw fail('too_many_requests', 'Too many failed attempts to sign in. Wait a while and try again.', {
        retryAfter,
      })
    // An unknown e-mail takes the same steps as a wrong password, so neither the answer nor its time tells them apart.
    const matches = await isPassword(password, found.passwordHash ?? undefined)
    if (!matches || found.user === null) {
      await noteFailure(db, email, now())
      throw new SoukError(
        'unauthenticated',
        'wrong_credentials',
        'These credentials are wrong: check both and try again.',
      )
    }
    if (found.failures.length > 0) await forgetFailures(db, email)
    return found.user
  })
  const { id: sessionId, cookie } = await resources.accounts.startSession(user.id, address, now())
  answer.headers['set-cookie'] = setCookie(cookie, config.secureCookies)
  const identity = { userId: user.id, sessionId, role: user.role, permissions: user.permissions }
  return { ...(await resources.signingKey.sign(identity, now())), user }
}

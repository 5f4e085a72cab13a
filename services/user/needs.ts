import type { user } from '@souk/contracts/user.ts'
import { flag, secret } from '@souk/platform/config.ts'
import type { Parts } from '@souk/platform/service.ts'
import type { Resources } from './resources.ts'

export const calls = {}
export const config = {
  secret: secret('SOUK_SECRET', 'seals what the user-service keeps secret', 'development-only-secret-of-souk'),
  secureCookies: flag('SOUK_SECURE_COOKIES', 'send the session cookie over HTTPS only', false),
}

export type UserService = Parts<typeof user, typeof calls, typeof config, Resources>

/**
 * better-auth behind our contract: it owns users, accounts and sessions, and none of its routes is served. Its sign-up
 * route hashes inside its transaction, which would hold a connection for as long, so its parts are called instead.
 */
import { runWithTransaction } from '@better-auth/core/context'
import type { Identity } from '@souk/contracts/user.ts'
import { betterAuth } from 'better-auth'
import pg from 'pg'
import { hashPassword, isPassword } from './passwords.ts'
import { digestOf, newCookieValue, sessionLife } from './session-cookie.ts'

export type NewAccount = {
  email: string
  name: string
  passwordHash: string
  role: Identity['role']
  permissions: Identity['permissions']
  isFirstStaff?: boolean
  creationKey?: string
  creationFingerprint?: string
}

export type Accounts = {
  /**
   * One transaction: the user with its event, and the credential.
   * @throws PostgreSQL's unique_violation where the e-mail or the key is taken
   */
  create(account: NewAccount, now: Date): Promise<{ id: string }>
  /** @returns the session's id and the value for its cookie, which is kept nowhere; undefined where the account is gone */
  startSession(
    userId: string,
    address: string | undefined,
    now: Date,
  ): Promise<{ id: string; cookie: string } | undefined>
}

export async function openAccounts(pool: pg.Pool, secret: string): Promise<Accounts> {
  const { internalAdapter, adapter } = await betterAuth({ ...options, secret, database: withDates(pool) }).$context
  return {
    create: async ({ passwordHash, ...user }, now) =>
      await runWithTransaction(adapter, async () => {
        const stamps = { createdAt: now, updatedAt: now }
        const { id } = await internalAdapter.createUser({ ...user, ...stamps }, { method: 'email-password' })
        const credential = { userId: id, providerId: 'credential', accountId: id, password: passwordHash }
        await internalAdapter.createAccount({ ...credential, ...stamps })
        return { id }
      }),
    async startSession(userId, address, now) {
      const cookie = newCookieValue()
      const session = {
        token: digestOf(cookie),
        ipAddress: address ?? null,
        createdAt: now,
        updatedAt: now,
        expiresAt: new Date(now.getTime() + sessionLife * 1_000),
      }
      try {
        const { id } = await internalAdapter.createSession(userId, false, session, true)
        return { id, cookie }
      } catch (error) {
        if ((error as { code?: string }).code === foreignKeyViolation) return undefined
        throw error
      }
    },
  }
}

const foreignKeyViolation = '23503'

const options = {
  baseURL: 'http://user-service',
  logger: { disabled: true },
  telemetry: { enabled: false },
  emailAndPassword: {
    enabled: true,
    autoSignIn: false,
    password: {
      hash: hashPassword,
      verify: ({ hash, password }: { hash: string; password: string }) => isPassword(password, hash),
    },
  },
  advanced: { database: { generateId: false as const } },
  user: {
    modelName: 'users',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    additionalFields: {
      role: { type: 'string' as const, input: false },
      permissions: { type: 'string[]' as const, input: false },
      isFirstStaff: { type: 'boolean' as const, required: false, input: false, fieldName: 'is_first_staff' },
      creationKey: { type: 'string' as const, required: false, input: false, fieldName: 'creation_key' },
      creationFingerprint: {
        type: 'string' as const,
        required: false,
        input: false,
        fieldName: 'creation_fingerprint',
      },
    },
  },
  session: {
    modelName: 'sessions',
    expiresIn: sessionLife,
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'last_seen_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      userId: 'user_id',
      providerId: 'provider_id',
      accountId: 'account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
}

/**
 * The service's pool as better-auth needs it: with times as dates. Ours come as texts, and a text is never before a
 * date, so that a session would never end for it.
 */
function withDates(pool: pg.Pool) {
  return {
    options: pool.options,
    end: async () => {},
    async connect() {
      const client = await pool.connect()
      // A connection lost between two statements tells only this listener, and without one it would end the process.
      let lost: Error | undefined
      const onLost = (error: Error) => {
        lost = error
      }
      client.on('error', onLost)
      return {
        query: (text: string, values: readonly unknown[]) =>
          client.query({ text, values: [...values], types: pg.types }),
        release(broken?: boolean) {
          client.off('error', onLost)
          client.release(lost ?? broken)
        },
      }
    },
  } as unknown as pg.Pool
}

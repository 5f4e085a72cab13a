import { staff } from '@souk/platform/auth.ts'
import { contract, del, get, oneOf, patch, post, put } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Address, Cursor, Email, Id, Limit, line, page, Time } from './fields.ts'

export const Role = oneOf('customer', 'staff')

/** What staff may be allowed to do; `*` is everything. */
export const permissions = ['catalogue', 'stock', 'orders', 'payments', 'delivery', 'mail', 'users', 'staff'] as const
export const Permission = oneOf(...permissions, '*')

export const User = Type.Object(
  {
    id: Id,
    email: Email,
    /** Whether the account has shown that it reads the mail of this address. */
    emailVerified: Type.Boolean(),
    name: Type.String(),
    role: Role,
    permissions: Type.Array(Permission),
    createdAt: Time,
  },
  { title: 'User' },
)
export type User = Static<typeof User>

/** What a letter's link carries: works once, for a limited time. */
const LinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{20,200}$' })
const linkExpired = {
  link_expired: { code: 'unprocessable', description: 'used before, too old, or never given' },
} as const

const Password = Type.String({ minLength: 8, maxLength: 128 })

export const Session = Type.Object(
  {
    accessToken: Type.String({ description: 'EdDSA JWT; send it as Authorization: Bearer' }),
    expiresAt: Time,
    user: User,
  },
  { title: 'Session' },
)

const SessionInfo = Type.Object({
  id: Id,
  createdAt: Time,
  lastSeenAt: Time,
  address: Type.Optional(Type.String()),
  current: Type.Boolean(),
})

export const SavedAddress = Type.Object(
  { id: Id, isDefault: Type.Boolean(), address: Address },
  { title: 'SavedAddress' },
)
export type SavedAddress = Static<typeof SavedAddress>
const NewAddress = Type.Object({ address: Address, isDefault: Type.Optional(Type.Boolean()) })

/** Who a session speaks for, as the gateway needs to know it. */
export const Identity = Type.Object({
  userId: Id,
  sessionId: Id,
  role: Role,
  permissions: Type.Array(Permission),
})
export type Identity = Static<typeof Identity>

export const user = contract('user', 'Accounts, sessions, roles and addresses', {
  operations: {
    register: post('/users', {
      summary: 'Make an account',
      access: 'public',
      body: Type.Object({ email: Email, password: Password, name: line(100) }),
      returns: User,
      status: 201,
      errors: { email_taken: { code: 'conflict' } },
      repeat: 'natural',
      limit: 0.05,
    }),
    signIn: post('/sessions', {
      summary: 'Sign in: an access token, and an http-only session cookie to renew it with',
      access: 'public',
      body: Type.Object({ email: Email, password: Type.String({ minLength: 1, maxLength: 128 }) }),
      returns: Session,
      status: 201,
      errors: { wrong_credentials: { code: 'unauthenticated' } },
      repeat: 'natural',
      limit: 0.05,
    }),
    renewSession: post('/sessions/current/tokens', {
      summary: 'A new access token for the session cookie',
      access: 'public',
      returns: Session,
      status: 201,
      errors: { session_ended: { code: 'unauthenticated' } },
      repeat: 'natural',
    }),
    signOut: del('/sessions/current', { summary: 'End this session', access: 'customer' }),
    listSessions: get('/sessions', {
      summary: 'Where I am signed in',
      access: 'customer',
      returns: Type.Object({ items: Type.Array(SessionInfo) }),
    }),
    revokeSession: del('/sessions/:id', { summary: 'End one of my sessions', access: 'customer', params: { id: Id } }),
    getMe: get('/users/me', { summary: 'My account', access: 'customer', returns: User }),
    updateMe: patch('/users/me', {
      summary: 'Change my account',
      access: 'customer',
      body: Type.Object({ name: Type.Optional(line(100)) }),
      returns: User,
    }),
    deleteMe: post('/users/me/deletion', {
      summary: 'Delete my account with its addresses, sessions and cart; orders stay, without the account',
      access: 'customer',
      body: Type.Object({ password: Type.String({ minLength: 1, maxLength: 128 }) }),
      status: 204,
      repeat: 'natural',
      limit: 0.05,
      errors: {
        wrong_credentials: { code: 'unprocessable' },
        staff_account: { code: 'conflict', description: 'a colleague removes it' },
      },
    }),
    changePassword: put('/users/me/password', {
      summary: 'Change my password; my other sessions end',
      access: 'customer',
      body: Type.Object({ current: Type.String({ minLength: 1, maxLength: 128 }), password: Password }),
      limit: 0.05,
      errors: { wrong_credentials: { code: 'unprocessable' } },
    }),
    requestPasswordReset: post('/password-resets', {
      summary: 'Have a link to set a new password sent; says the same whether or not there is such an account',
      access: 'public',
      body: Type.Object({ email: Email }),
      status: 202,
      repeat: 'natural',
      limit: 0.02,
    }),
    resetPassword: put('/password-resets/:token', {
      summary: 'Set a new password by the link of the letter; all sessions end',
      access: 'public',
      params: { token: LinkToken },
      body: Type.Object({ password: Password }),
      limit: 0.05,
      errors: linkExpired,
    }),
    requestVerification: post('/email-verifications', {
      summary: 'Have the link that verifies my e-mail address sent again',
      access: 'customer',
      status: 202,
      repeat: 'natural',
      limit: 0.02,
    }),
    verifyEmail: put('/email-verifications/:token', {
      summary: 'Verify an e-mail address by the link of the letter; again by the same link: still verified',
      access: 'public',
      params: { token: LinkToken },
      limit: 0.05,
      errors: linkExpired,
    }),
    listAddresses: get('/users/me/addresses', {
      summary: 'My addresses',
      access: 'customer',
      returns: Type.Object({ items: Type.Array(SavedAddress) }),
    }),
    addAddress: post('/users/me/addresses', {
      summary: 'Save an address',
      access: 'customer',
      body: NewAddress,
      returns: SavedAddress,
      status: 201,
    }),
    changeAddress: put('/users/me/addresses/:id', {
      summary: 'Change an address',
      access: 'customer',
      params: { id: Id },
      body: NewAddress,
      returns: SavedAddress,
    }),
    removeAddress: del('/users/me/addresses/:id', {
      summary: 'Remove an address',
      access: 'customer',
      params: { id: Id },
    }),
    listUsers: get('/users', {
      summary: 'All accounts',
      access: staff('users'),
      query: Type.Object({
        q: Type.Optional(line(100)),
        role: Type.Optional(Role),
        limit: Type.Optional(Limit),
        cursor: Type.Optional(Cursor),
      }),
      returns: page(User),
    }),
    addStaff: post('/staff', {
      summary: 'Make a staff account',
      access: staff('staff'),
      body: Type.Object({ email: Email, password: Password, name: line(100), permissions: Type.Array(Permission) }),
      returns: User,
      status: 201,
      errors: { email_taken: { code: 'conflict' } },
      repeat: 'natural',
    }),
    setPermissions: put('/staff/:id/permissions', {
      summary: 'Set what a staff account may do',
      access: staff('staff'),
      params: { id: Id },
      body: Type.Object({ permissions: Type.Array(Permission) }),
      returns: User,
    }),
    makeFirstStaff: put('/staff/first', {
      summary: 'Make the first staff account, with every permission, where there is none',
      access: 'internal',
      body: Type.Object({ email: Email, password: Password, name: line(100) }),
      returns: Type.Object({ made: Type.Boolean(), email: Email }),
    }),
    getKeys: get('/keys', {
      summary: 'The public keys of access tokens (JWKS)',
      access: 'public',
      returns: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),
      cache: { seconds: 60 },
    }),
    checkSession: get('/identities/:sessionId', {
      summary: 'Whom a session speaks for, while it lasts',
      access: 'internal',
      params: { sessionId: Id },
      returns: Identity,
      timeout: 3_000,
    }),
    readCookie: post('/identities', {
      summary: 'Whom a session cookie speaks for',
      access: 'internal',
      body: Type.Object({ cookie: Type.String({ maxLength: 1000 }) }),
      returns: Identity,
      repeat: 'natural',
      timeout: 3_000,
    }),
  },
  events: {
    'user.registered.v1': Type.Object({ userId: Id, email: Email, name: Type.String() }),
    'user.verification-requested.v1': Type.Object({ userId: Id, email: Email, name: Type.String(), token: LinkToken }),
    'user.password-reset-requested.v1': Type.Object({
      userId: Id,
      email: Email,
      name: Type.String(),
      token: LinkToken,
    }),
    /** Whoever holds something for this person alone lets it go. */
    'user.deleted.v1': Type.Object({ userId: Id }),
  },
})

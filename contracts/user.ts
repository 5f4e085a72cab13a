import { staff } from '@souk/platform/auth.ts'
import { contract, del, get, oneOf, patch, post, put } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Address, Cursor, Email, Id, Limit, line, page, Time } from './fields.ts'

export const Role = oneOf('customer', 'staff')

/** What staff may be allowed to do; `*` is everything. */
export const permissions = ['catalogue', 'stock', 'orders', 'payments', 'delivery', 'mail', 'users', 'staff'] as const
export const Permission = oneOf(...permissions, '*')

export const User = Type.Object(
  { id: Id, email: Email, name: Type.String(), role: Role, permissions: Type.Array(Permission), createdAt: Time },
  { title: 'User' },
)
export type User = Static<typeof User>

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
  },
})

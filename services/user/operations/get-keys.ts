import type { UserService } from '../needs.ts'
import { publicKeys } from '../sessions.sql.ts'

export const getKeys: UserService['operations']['getKeys'] = async (_input, { db }) => ({
  keys: (await publicKeys(db)).map(({ id, publicKey }) => ({ ...publicKey, kid: id, alg: 'EdDSA', use: 'sig' })),
})

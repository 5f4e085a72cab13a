/** Owns accounts, what proves a person to be theirs, sessions, roles and addresses. */
import { user } from '@souk/contracts/user.ts'
import { service } from '@souk/platform/service.ts'
import { forgetExpired } from './jobs/forget-expired.ts'
import { calls, config } from './needs.ts'
import { addAddress } from './operations/add-address.ts'
import { addStaff } from './operations/add-staff.ts'
import { changeAddress } from './operations/change-address.ts'
import { checkSession } from './operations/check-session.ts'
import { getKeys } from './operations/get-keys.ts'
import { getMe } from './operations/get-me.ts'
import { listAddresses } from './operations/list-addresses.ts'
import { listSessions } from './operations/list-sessions.ts'
import { listUsers } from './operations/list-users.ts'
import { makeFirstStaff } from './operations/make-first-staff.ts'
import { readCookie } from './operations/read-cookie.ts'
import { register } from './operations/register.ts'
import { removeAddress } from './operations/remove-address.ts'
import { renewSession } from './operations/renew-session.ts'
import { revokeSession } from './operations/revoke-session.ts'
import { setPermissions } from './operations/set-permissions.ts'
import { signIn } from './operations/sign-in.ts'
import { signOut } from './operations/sign-out.ts'
import { updateMe } from './operations/update-me.ts'
import { open } from './resources.ts'

const accounts = { register, getMe, updateMe, listUsers, addStaff, setPermissions, makeFirstStaff }
const sessions = { signIn, renewSession, signOut, listSessions, revokeSession, getKeys, checkSession, readCookie }
const addresses = { listAddresses, addAddress, changeAddress, removeAddress }

export default service({
  contract: user,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { ...accounts, ...sessions, ...addresses },
  consumers: [],
  jobs: [forgetExpired],
  open,
})

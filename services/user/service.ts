/** Owns accounts, what proves a person to be theirs, sessions, roles and addresses. */
import { user } from '@souk/contracts/user.ts'
import { service } from '@souk/platform/service.ts'
import { forgetExpired } from './jobs/forget-expired.ts'
import { calls, config } from './needs.ts'
import { addAddress } from './operations/add-address.ts'
import { addStaff } from './operations/add-staff.ts'
import { changeAddress } from './operations/change-address.ts'
import { changePassword } from './operations/change-password.ts'
import { checkSession } from './operations/check-session.ts'
import { deleteMe } from './operations/delete-me.ts'
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
import { requestPasswordReset } from './operations/request-password-reset.ts'
import { requestVerification } from './operations/request-verification.ts'
import { resetPassword } from './operations/reset-password.ts'
import { revokeSession } from './operations/revoke-session.ts'
import { setPermissions } from './operations/set-permissions.ts'
import { signIn } from './operations/sign-in.ts'
import { signOut } from './operations/sign-out.ts'
import { updateMe } from './operations/update-me.ts'
import { verifyEmail } from './operations/verify-email.ts'
import { open } from './resources.ts'

const accounts = { register, getMe, updateMe, deleteMe, listUsers, addStaff, setPermissions, makeFirstStaff }
const sessions = { signIn, renewSession, signOut, listSessions, revokeSession, getKeys, checkSession, readCookie }
const proofs = { changePassword, requestPasswordReset, resetPassword, requestVerification, verifyEmail }
const addresses = { listAddresses, addAddress, changeAddress, removeAddress }

export default service({
  contract: user,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { ...accounts, ...sessions, ...proofs, ...addresses },
  consumers: [],
  jobs: [forgetExpired],
  open,
})

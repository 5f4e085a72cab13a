import { createOnce } from '../creating.ts'
import type { UserService } from '../needs.ts'

export const register: UserService['operations']['register'] = ({ email, password, name }, context) =>
  createOnce('register', { email: email.toLowerCase(), password, name, role: 'customer', permissions: [] }, context)

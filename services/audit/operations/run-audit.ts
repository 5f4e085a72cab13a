import { audit } from '../auditing.ts'
import type { Auditing } from '../needs.ts'

export const runAudit: Auditing['operations']['runAudit'] = (_input, context) => audit(context)

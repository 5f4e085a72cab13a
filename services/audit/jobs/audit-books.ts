import { hasReason } from '@souk/platform/errors.ts'
import type { Job } from '@souk/platform/service.ts'
import { audit } from '../auditing.ts'
import { takeTurn } from '../exceptions.sql.ts'
import type { Context } from '../needs.ts'

/** A process that has just opened leaves its neighbours in peace for so long, in milliseconds. */
const settling = 60_000

/** Audits every AUDIT_SECONDS, whichever replica's turn it is. */
export const auditBooks: Job<Context> = {
  name: 'audit-books',
  every: 10,
  async run(context) {
    const { config, db, resources, log, now } = context
    if (config.seconds === 0 || now().getTime() - resources.openedAt < settling) return 0
    const at = now()
    if (!(await takeTurn(db, new Date(at.getTime() - config.seconds * 1_000), at))) return 0
    try {
      const { exceptions } = await audit(context)
      for (const { check, subject, message } of exceptions) log.error({ check, subject }, message)
    } catch (error) {
      if (!hasReason(error, 'unavailable')) throw error
      log.warn({ err: error }, 'the books could not be compared now')
    }
    return 0
  },
}

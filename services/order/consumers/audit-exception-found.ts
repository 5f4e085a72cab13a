import { audit } from '@souk/contracts/audit.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { enterException } from '../exceptions.sql.ts'

/** Who looks at the order sees what does not agree about it. */
export const auditExceptionFound = consumer(audit, 'audit.exception-found.v1', async ({ data, time }, tx) => {
  const { orderId, ...details } = data
  if (orderId !== undefined) await enterException(tx, orderId, time, { what: 'exception_found', by: 'system', details })
})

import { audit } from '@souk/contracts/audit.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { enterException } from '../exceptions.sql.ts'

export const auditExceptionSettled = consumer(audit, 'audit.exception-settled.v1', async ({ data, time }, tx) => {
  const { orderId, by, ...details } = data
  if (orderId !== undefined) await enterException(tx, orderId, time, { what: 'exception_settled', by, details })
})

import type { Exception } from '@souk/contracts/audit.ts'
import type { ExceptionRow } from './exceptions.sql.ts'

export function toException({ orderId, settledAt, settledBy, note, ...row }: ExceptionRow): Exception {
  return {
    ...row,
    ...(orderId === null ? {} : { orderId }),
    ...(settledAt === null ? {} : { settledAt }),
    ...(settledBy === null ? {} : { settledBy }),
    ...(note === null ? {} : { note }),
  }
}

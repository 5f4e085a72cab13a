/** Owns no goods and no money: compares what all others say of them, and files what does not agree. */
import { audit } from '@souk/contracts/audit.ts'
import { service } from '@souk/platform/service.ts'
import { countOpen } from './exceptions.sql.ts'
import { auditBooks } from './jobs/audit-books.ts'
import { calls, config, type Resources } from './needs.ts'
import { listExceptions } from './operations/list-exceptions.ts'
import { runAudit } from './operations/run-audit.ts'
import { settleException } from './operations/settle-exception.ts'

export default service({
  contract: audit,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: { runAudit, listExceptions, settleException },
  consumers: [],
  jobs: [auditBooks],
  gauges: [
    { name: 'souk_exceptions_open', help: 'Things that do not agree, and that nobody has settled', read: countOpen },
  ],
  open: (): Resources => ({ openedAt: Date.now() }),
})

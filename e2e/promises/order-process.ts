/**
 * order-service as a process of its own, for a test that kills it: `order-process.ts DATABASE_URL [CALL]`. It says when it
 * listens, and dies as by `kill -9` when the named call has taken effect and its answer has just come.
 */
import { processEnvironment } from '@souk/platform/config.ts'
import { runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { services } from '../../scripts/services.ts'

const [databaseUrl, fatal] = process.argv.slice(2)

await runHost({
  services: services.filter(({ contract }) => contract.name === 'order'),
  placement: 'http',
  databaseUrl: () => databaseUrl as string,
  environment: processEnvironment(),
  log: createLog('silent'),
  around: async ({ kind, name }, work) => {
    const result = await work()
    if (kind === 'call' && name === fatal) process.kill(process.pid, 'SIGKILL')
    return result
  },
})
process.stdout.write('listening\n')

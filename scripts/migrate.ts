/** `npm run migrate -- order cart`: brings the databases of these services to this release, and ends. */
import { processEnvironment } from '@souk/platform/config.ts'
import { migrate } from '@souk/platform/database/migrate.ts'
import { openDatabase } from '@souk/platform/database/pool.ts'
import { createLog } from '@souk/platform/log.ts'
import { migrationsOf } from '@souk/platform/running.ts'
import { checkNames, databasesOf, load } from './serving.ts'

const names = process.argv.slice(2).filter((name) => name !== 'gateway')

try {
  checkNames(names)
  const urls = databasesOf(names, processEnvironment())
  for (const name of names) {
    const definition = await load(name)
    const db = openDatabase(urls.get(name) as string, { connections: 1, log: createLog('warn'), name })
    const ran = await migrate(db.pool, migrationsOf(definition)).finally(() => db.close())
    console.log(`${name}-service: ${ran.length === 0 ? 'up to date' : ran.join(', ')}`)
  }
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

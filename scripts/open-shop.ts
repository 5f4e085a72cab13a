/**
 * `node scripts/open-shop.ts`: for a shop whose services run elsewhere, the first member of staff (SOUK_ADMIN_EMAIL and
 * SOUK_ADMIN_PASSWORD) and, with SOUK_DEMO=1, the demo catalogue on empty shelves. Services are found by USER_SERVICE_URL and its like. Once
 * more does no harm.
 */
import { flag, optionalText, processEnvironment, readConfig, text } from '@souk/platform/config.ts'
import { runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { firstStaff, hasGoods, loadCatalogue, opened } from './opening.ts'

const settings = {
  adminEmail: optionalText('SOUK_ADMIN_EMAIL', 'the first staff account'),
  adminPassword: optionalText('SOUK_ADMIN_PASSWORD', 'its password'),
  demo: flag('SOUK_DEMO', '1 fills the shop with the demo catalogue', false),
  log: text('SOUK_LOG', 'silent, error, warn, info or debug', 'warn'),
}

try {
  const environment = processEnvironment()
  const config = readConfig(settings, environment)
  if (config.adminEmail === undefined || config.adminPassword === undefined)
    throw new Error('Set SOUK_ADMIN_EMAIL and SOUK_ADMIN_PASSWORD: the first member of staff.')
  const host = await runHost({
    services: [],
    placement: 'http',
    reaches: opened as never,
    databaseUrl: () => '',
    environment,
    log: createLog(config.log),
  })
  try {
    console.log(`staff: ${await firstStaff(host, { config, production: true })}`)
    if (!config.demo) console.log('shelves: left as they are (SOUK_DEMO=1 fills empty ones)')
    else if (await hasGoods(host)) console.log('shelves: left as they are, since there are goods on them')
    else await loadCatalogue(host, (line) => console.log(`shelves: ${line}`))
  } finally {
    await host.stop()
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

/** A process of the shop: the services and the gateway that its environment names. It ends with whoever started it. */
import { user } from '@souk/contracts/user.ts'
import { processEnvironment, readConfig } from '@souk/platform/config.ts'
import { serve } from '../scripts/serving.ts'
import { chanceOf } from './chance.ts'
import { childSettings, type ToChild, type ToParent } from './messages.ts'
import { fillPool, troubleBy } from './trouble.ts'

// The parent's end is this one's, however it came; and only the parent heeds Ctrl-C.
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})

const environment = processEnvironment()
const config = readConfig(childSettings, environment)
const chance = chanceOf(config.seed)

const trouble = troubleBy(chance, (what, where) => tell({ tell: 'happened', what, where }))
const { host } = await serve(config.runs.split(','), environment, {
  around: trouble.around,
  redeliver: trouble.redeliver,
})
if (host.databases.has('user')) {
  const { email, password } = config
  await host.client(user, { kind: 'service', name: 'start' }).makeFirstStaff({ email, password, name: 'First staff' })
}

process.on('message', (message: ToChild) => {
  if (message.tell === 'weather') return trouble.become(message.weather)
  const databases = [...host.databases]
  if (databases.length === 0) return
  const [service, db] = chance.pick(databases)
  tell({ tell: 'happened', what: 'pool_filled', where: service })
  void fillPool(db, config.connections, message.milliseconds)
})
tell({ tell: 'ready' })

function tell(message: ToParent) {
  if (process.connected) process.send?.(message)
}

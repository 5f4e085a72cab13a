/** A process of the shop: the services and the gateway that its environment names. It ends with whoever started it. */
import { user } from '@souk/contracts/user.ts'
import { gatewayConfig, startGateway } from '@souk/gateway/gateway.ts'
import type { Send } from '@souk/platform/call.ts'
import { processEnvironment, readConfig } from '@souk/platform/config.ts'
import type { Contract } from '@souk/platform/contract.ts'
import { type Host, type Placement, runHost } from '@souk/platform/host.ts'
import { createLog } from '@souk/platform/log.ts'
import { addressesFromEnvironment } from '@souk/platform/neighbours.ts'
import type { AnyService } from '@souk/platform/service.ts'
import { secretsIn, trustBy } from '@souk/platform/service-token.ts'
import { httpTransport } from '@souk/platform/transport/http.ts'
import { chanceOf } from './chance.ts'
import { childSettings, type ToChild, type ToParent } from './messages.ts'
import { fillPool, troubleBy } from './trouble.ts'

// The parent's end is this one's, however it came; and only the parent heeds Ctrl-C.
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})

const environment = processEnvironment()
const config = readConfig(childSettings, environment)
const log = createLog(config.log)
const chance = chanceOf(config.seed)
const names = config.services.split(',').filter((name) => name !== '')
const connections = 6

const trouble = troubleBy(chance, (what, where) => tell({ tell: 'happened', what, where }))
const host = names.length === 0 ? undefined : await openServices()
if (config.gateway) await openGateway(host)

process.on('message', (message: ToChild) => {
  if (message.tell === 'weather') return trouble.become(message.weather)
  const filled = chance.pick([...(host?.databases ?? [])])
  if (filled === undefined) return
  tell({ tell: 'happened', what: 'pool_filled', where: filled[0] })
  void fillPool(filled[1], connections, message.milliseconds)
})
tell({ tell: 'ready' })

async function openServices() {
  const opened = await runHost({
    services: await Promise.all(names.map(load)),
    placement: config.placement as Placement,
    databaseUrl: (name) => environment[`${name.toUpperCase()}_DATABASE_URL`] as string,
    environment,
    log,
    connections,
    redeliver: trouble.redeliver,
    around: trouble.around,
  })
  if (opened.databases.has('user')) {
    const { email, password } = config
    await opened
      .client(user, { kind: 'service', name: 'start' })
      .makeFirstStaff({ email, password, name: 'First staff' })
  }
  return opened
}

/** A process that is killed often loads no more than it runs, so that it is soon there again. */
async function load(name: string): Promise<AnyService> {
  return (await import(`@souk/${name}-service`)).default
}

async function openGateway(near: Host | undefined) {
  const { services } = await import('../scripts/services.ts')
  const contracts = services.map(({ contract }) => contract)
  await startGateway({
    contracts,
    send: near?.send ?? sendFar(contracts),
    config: readConfig(gatewayConfig, environment),
    host: '127.0.0.1',
    ready: near?.ready ?? (async () => true),
    development: false,
    log: log.child({ service: 'gateway' }),
  })
}

/** To services that all run elsewhere. */
function sendFar(contracts: readonly Contract[]): Send {
  const ofName = new Map(contracts.map((contract) => [contract.name, contract]))
  const addresses = addressesFromEnvironment([...ofName.keys()], environment)
  return httpTransport({
    contracts: ofName,
    addressesOf: (service) => addresses.get(service) ?? [],
    trust: trustBy(secretsIn(config.houseSecret)),
  }).send
}

function tell(message: ToParent) {
  if (process.connected) process.send?.(message)
}

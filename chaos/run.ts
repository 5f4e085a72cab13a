/** One run: a shop is opened, sells in peace, is disturbed while it sells, is healed, comes to rest, and gives account. */
import type { Report } from '@souk/contracts/audit.ts'
import type { Replicas } from '../scripts/places.ts'
import type { Buyer } from './buyer.ts'
import { keepBuying } from './buying.ts'
import { type Chance, chanceOf } from './chance.ts'
import { disturb, type Outside } from './disturbing.ts'
import type { Inside } from './messages.ts'
import { type Patience, type Person, personAt } from './people.ts'
import { fillShelves } from './shelves.ts'
import { openShop, type Placement, type Shop } from './shop.ts'
import { openBook, type Told } from './told.ts'
import { untruths } from './verdict.ts'

export type RunOptions = {
  placement: Placement
  /** How many processes of a service run, in placement processes; one of each that is not named. */
  replicas?: Replicas
  /** Events go by NATS JetStream. */
  nats?: boolean
  seed: number
  /** Seconds of selling in peace, and of selling while it is disturbed. */
  calm: number
  seconds: number
  /** Leaves the folder with the database and the logs where the run fails. */
  keep?: boolean
  signal?: AbortSignal
  /** Told what is going on now, in words for people, and how many orders are placed. */
  progress?(phase: string, placed: number): void
  /** Told of each disturbance. */
  happened?(what: Disturbance, where: string): void
}

export type Disturbance = Inside | Outside

export type Result = {
  placement: Placement
  seed: number
  seconds: number
  /** No exception, nothing untrue, and at rest in time. */
  ok: boolean
  ordersPerSecond: { calm: number; disturbed: number }
  placed: number
  disturbances: Partial<Record<Disturbance, number>>
  /** From the healing to the first report at rest. */
  restedAfterMs: number
  untruths: string[]
  report: Report
  kept?: string
}

const buyers = 24
const customers = 4
/** How long the shop may take to come to rest, and people to hear how their requests ended. In milliseconds. */
const mostUntilRest = 90_000

export async function run(options: RunOptions): Promise<Result> {
  const { placement, seed, seconds, signal, progress = () => {} } = options
  const chance = chanceOf(seed)
  const disturbances: Result['disturbances'] = {}
  const happened = (what: Disturbance, where: string) => {
    disturbances[what] = (disturbances[what] ?? 0) + 1
    options.happened?.(what, where)
  }
  progress('opening', 0)
  const shop = await openShop({
    placement,
    replicas: options.replicas ?? new Map(),
    nats: options.nats ?? false,
    chance: chance.of('shop'),
    happened,
  })
  let ok = false
  let result: Result | undefined
  try {
    const patience: Patience = { until: Number.POSITIVE_INFINITY }
    const staff = personAt(shop, patience, shop.staff)
    const told = openBook()
    const skus = await fillShelves(staff, personAt(shop, patience))
    await shop.database.settle()
    signal?.throwIfAborted()

    const phases = { calm: options.calm * 1_000, disturbed: seconds * 1_000 }
    const began = Date.now()
    const disturbedFrom = began + phases.calm
    const over = disturbedFrom + phases.disturbed
    const ticking = setInterval(() => progress(phaseAt(disturbedFrom, over), told.placedAt.length), 1_000)
    const buying = Promise.all(
      (await peopleOf(shop, patience, { staff, skus, told, chance })).map((buyer) =>
        keepBuying(buyer, () => Date.now() > over || signal?.aborted === true),
      ),
    )
    // Watched from the beginning: it is awaited only after the healing.
    buying.catch(() => {})
    try {
      await until(disturbedFrom, signal)
      await disturb(shop, chance.of('disturbing'), over, happened)
      signal?.throwIfAborted()
      const healed = Date.now()
      patience.until = healed + mostUntilRest
      await buying
      const report = await rest(staff, patience)
      const restedAfterMs = Date.now() - healed
      const lies = await untruths(told, staff)
      ok = report.atRest && report.exceptions.length === 0 && lies.length === 0
      const during = (from: number, to: number) => told.placedAt.filter((at) => at >= from && at < to).length
      result = {
        ...{ placement, seed, seconds, ok, disturbances, restedAfterMs, untruths: lies, report },
        ordersPerSecond: {
          calm: options.calm === 0 ? 0 : during(began, disturbedFrom) / options.calm,
          disturbed: during(disturbedFrom, over) / seconds,
        },
        placed: told.placedAt.length,
      }
    } finally {
      clearInterval(ticking)
      patience.until = 0
    }
  } finally {
    const kept = await shop.close(options.keep === true && !ok)
    if (kept !== undefined && result !== undefined) result.kept = kept
  }
  return result
}

function phaseAt(disturbedFrom: number, over: number) {
  const now = Date.now()
  if (now < disturbedFrom) return `calm, ${Math.ceil((disturbedFrom - now) / 1_000)} s`
  if (now < over) return `disturbed, ${Math.ceil((over - now) / 1_000)} s`
  return 'healed, coming to rest'
}

/** Buyers of whom some are signed in. */
async function peopleOf(
  shop: Shop,
  patience: Patience,
  common: { staff: Person; skus: string[]; told: Told; chance: Chance },
): Promise<Buyer[]> {
  const people = Array.from({ length: buyers }, async (_, index): Promise<Buyer> => {
    const own = { ...common, chance: common.chance.of(`buyer ${index}`) }
    if (index >= customers) return { ...own, isGuest: true, person: personAt(shop, patience) }
    const account = { email: `customer-${index}@souk.example`, password: 'a-good-password' }
    await personAt(shop, patience).insist('POST', '/users', { ...account, name: 'A Customer' })
    return { ...own, isGuest: false, person: personAt(shop, patience, account) }
  })
  return Promise.all(people)
}

/** Asks for the report until it says that all is at rest, or until patience ends. */
async function rest(staff: Person, patience: Patience): Promise<Report> {
  for (;;) {
    const { status, body } = await staff.insist('POST', '/audits', {})
    if (status !== 200) throw new Error(`the audit was answered ${status}: ${JSON.stringify(body)}`)
    if (body.atRest || Date.now() > patience.until) return body
  }
}

function until(time: number, signal: AbortSignal | undefined) {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, Math.max(time - Date.now(), 0))
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}

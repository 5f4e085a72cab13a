/** The words after `npm run chaos --`. */
import { parseArgs } from 'node:util'
import { natsMissing } from '@souk/platform/events/nats-server.testing.ts'
import { type Replicas, readReplicas } from '../scripts/places.ts'
import { type Placement, placements } from './shop.ts'

export type Words = {
  placement: Placement
  replicas: Replicas
  nats: boolean
  seeds: number[]
  seconds: number
  calm: number
  verbose: boolean
  keep: boolean
  json: string | undefined
  help: boolean
}

export const help = `npm run chaos -- [options]

Opens a shop of its own, sells under load, kills and disturbs its processes and its database, heals
everything, and compares all books. Exit code 0: everything agrees, and nobody was told something untrue.

  --placement NAME   memory (default) or http: all services in one process; processes: each in its own
  --replicas PAIRS   several processes of a service, such as order=2,cart=2 (with processes)
  --nats             events go by a NATS server of the shop's own, which is killed too
  --seconds N        how long it is disturbed (default 30)
  --calm N           how long it sells in peace before (default 10)
  --seed N           what the disturbances are drawn from (default: another one each time, printed)
  --seeds A..B       one run for each of these seeds, and a table of their figures
  --verbose          a line for each disturbance
  --keep             after a failure, leave the folder with the database and the logs
  --json FILE        write the figures to a file
`

/** @throws a sentence that says what to do */
export function readWords(words: readonly string[]): Words {
  const { values } = parse(words)
  if (values.replicas !== undefined && values.placement !== 'processes')
    throw new Error('--replicas goes with --placement processes.')
  if (values.nats && natsMissing !== false)
    throw new Error('--nats needs nats-server (Debian: apt-get install nats-server).')
  if (values.seed !== undefined && values.seeds !== undefined) throw new Error('Give --seed or --seeds, not both.')
  return {
    placement: placementOf(values.placement),
    replicas: values.replicas === undefined ? new Map() : readReplicas(values.replicas),
    nats: values.nats,
    seeds: values.seeds === undefined ? [seedOf(values.seed)] : seedsOf(values.seeds),
    seconds: whole('--seconds', values.seconds, 1, 86_400),
    calm: whole('--calm', values.calm, 0, 3_600),
    verbose: values.verbose,
    keep: values.keep,
    json: values.json,
    help: values.help,
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        placement: { type: 'string', default: 'memory' },
        replicas: { type: 'string' },
        nats: { type: 'boolean', default: false },
        seconds: { type: 'string', default: '30' },
        calm: { type: 'string', default: '10' },
        seed: { type: 'string' },
        seeds: { type: 'string' },
        verbose: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new Error(`${(error as Error).message.split('. ')[0]}. Use --help to see what can be given.`)
  }
}

function placementOf(given: string): Placement {
  const found = placements.find((one) => one === given)
  if (found === undefined) throw new Error(`--placement is '${given}': use ${placements.join(', ')}.`)
  return found
}

function whole(name: string, given: string, least: number, most: number) {
  const value = Number(given)
  if (!/^\d+$/.test(given) || value < least || value > most)
    throw new Error(`${name} is '${given}': give a whole number from ${least} to ${most}.`)
  return value
}

const mostSeed = 2 ** 31 - 1

function seedOf(given: string | undefined) {
  return given === undefined ? Math.floor(Math.random() * 1_000_000) : whole('--seed', given, 0, mostSeed)
}

function seedsOf(given: string) {
  const [, first = '', last = ''] = /^(\d+)\.\.(\d+)$/.exec(given) ?? []
  if (first === '' || Number(last) < Number(first) || Number(last) - Number(first) >= 1_000)
    throw new Error(`--seeds is '${given}': give the first and the last of at most 1000, such as 1..20.`)
  const from = whole('--seeds', first, 0, mostSeed)
  return Array.from({ length: whole('--seeds', last, 0, mostSeed) - from + 1 }, (_, index) => from + index)
}

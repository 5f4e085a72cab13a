/** The words after `npm start --`. */
import { parseArgs } from 'node:util'
import { contracts } from './contracts.ts'
import type { Replicas } from './split.ts'

export const help = `npm start -- [options]

Opens the shop on this machine: everything in one process, unless you say otherwise.

  --split                        a process a service, each looked after and started again when it dies
  --replicas order=2,product=3   several processes of a service (a process a service for the rest)

Settings are environment variables: see the README.
`

const mostReplicas = 16

export type Words = { help: boolean; replicas: Replicas | undefined }

/** @throws a sentence that says what to do */
export function readWords(words: readonly string[]): Words {
  const { values } = parse(words)
  if (values.replicas !== undefined) return { help: values.help, replicas: replicasOf(values.replicas) }
  return { help: values.help, replicas: values.split ? new Map() : undefined }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        split: { type: 'boolean', default: false },
        replicas: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new Error(`${(error as Error).message.split('. ')[0]}. Use --help to see what can be given.`)
  }
}

function replicasOf(given: string): Replicas {
  const names = contracts.map(({ name }) => name)
  const replicas = new Map<string, number>()
  for (const pair of given.split(',')) {
    const [name = '', count = ''] = pair.split('=').map((part) => part.trim())
    if (!names.includes(name))
      throw new Error(`--replicas: '${name}' is no service. Give pairs such as order=2 of ${names.join(', ')}.`)
    if (!/^\d+$/.test(count) || Number(count) < 1 || Number(count) > mostReplicas)
      throw new Error(`--replicas: '${pair}' is not a number from 1 to ${mostReplicas}. Give pairs such as order=2.`)
    replicas.set(name, Number(count))
  }
  return replicas
}

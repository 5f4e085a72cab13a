/** The words after `npm start --`. */
import { parseArgs } from 'node:util'
import { type Replicas, readReplicas } from './places.ts'

export const help = `npm start -- [options]

Opens the shop on this machine: everything in one process, unless you say otherwise.

  --split                        a process a service, each looked after and started again when it dies
  --replicas order=2,product=3   several processes of a service (a process a service for the rest)

Settings are environment variables: see the README.
`

export type Words = { help: boolean; replicas: Replicas | undefined }

/** @throws a sentence that says what to do */
export function readWords(words: readonly string[]): Words {
  const { values } = parse(words)
  if (values.replicas !== undefined) return { help: values.help, replicas: readReplicas(values.replicas) }
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

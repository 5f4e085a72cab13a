/** Keeps a process of the shop running: what dies is started again after a moment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from './chance.ts'
import type { Inside, ToChild, ToParent, Weather } from './messages.ts'
import { killNow, pause } from './processes.ts'

export type Member = {
  name: string
  /** True while it runs and takes requests. */
  isUp(): boolean
  /** Resolves as soon as it does. */
  untilUp(): Promise<void>
  kill(): void
  pause(milliseconds: number): Promise<void>
  become(weather: Weather): void
  fillPool(milliseconds: number): void
  stop(): Promise<void>
}

const patience = 60_000

export function supervise(options: {
  name: string
  environment: Record<string, string>
  /** Where it logs. */
  folder: string
  chance: Chance
  weather: Weather
  happened(what: Inside, where: string): void
}): Member {
  const { name, chance } = options
  const logFile = join(options.folder, `${name}.log`)
  let { weather } = options
  let child: ChildProcess
  let ready = false
  let stopping = false
  let ended: Promise<void>

  function start() {
    ready = false
    const log = openSync(logFile, 'a')
    child = spawn(process.execPath, [join(import.meta.dirname, 'child.ts')], {
      env: { ...options.environment, CHAOS_SEED: String(Math.floor(chance.draw() * 2 ** 31)) },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    child.on('message', (message: ToParent) => {
      if (message.tell === 'happened') return options.happened(message.what, message.where)
      ready = true
      tell({ tell: 'weather', weather })
    })
    // A message to one that dies at this moment.
    child.on('error', () => {})
    ended = new Promise((resolve) => child.once('exit', () => resolve()))
    void ended.then(async () => {
      ready = false
      if (stopping) return
      await sleep(chance.between(200, 2_000))
      if (!stopping) start()
    })
  }

  function tell(message: ToChild) {
    if (child.connected) child.send(message, () => {})
  }

  function alive() {
    return child.pid !== undefined && child.exitCode === null && child.signalCode === null ? [child.pid] : []
  }

  start()
  return {
    name,
    isUp: () => ready,
    async untilUp() {
      for (const until = Date.now() + patience; !ready; await sleep(20))
        if (Date.now() > until) throw new Error(`${name} does not start: ${lastWords(logFile)}`)
    },
    kill() {
      ready = false
      alive().forEach(killNow)
    },
    pause: (milliseconds) => pause(alive(), milliseconds),
    become(next) {
      weather = next
      tell({ tell: 'weather', weather })
    },
    fillPool: (milliseconds) => tell({ tell: 'fill_pool', milliseconds }),
    async stop() {
      stopping = true
      if (child.connected) child.disconnect()
      const isLate = await Promise.race([ended.then(() => false), sleep(2_000, true, { ref: false })])
      if (isLate) alive().forEach(killNow)
      await ended
    },
  }
}

function lastWords(file: string) {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n') || 'it said nothing'
}

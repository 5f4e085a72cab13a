/** Keeps a process running: what dies is started again, sooner the first time than the tenth. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Environment } from '@souk/platform/config.ts'
import { patienceOf } from './patience.ts'

export type Worker = {
  name: string
  /** Resolves when it has said for the first time that it takes requests. @throws when it ends before that */
  untilReady(): Promise<void>
  /** Lets it finish what is under way. */
  stop(): Promise<void>
}

/** In milliseconds. */
const backoff = { first: 200, most: 10_000, forgottenAfter: 30_000 }

/** @param folder where `<name>.pid` tells which process it is now */
export function keepRunning(options: {
  name: string
  program: string
  words: readonly string[]
  environment: Environment
  folder: string
  /** Told each line that the process writes. */
  line(text: string): void
  /** Told what happens to it. */
  say(text: string): void
}): Worker {
  const { name, say } = options
  const pidFile = join(options.folder, `${name}.pid`)
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const stopping = new AbortController()
  const lastLines: string[] = []
  let child: ChildProcess
  let ended: Promise<void>
  let failures = 0
  let wasReady = false
  const firstReady = Promise.withResolvers<void>()
  // Whoever started it may have given up meanwhile.
  firstReady.promise.catch(() => {})

  function start() {
    const began = Date.now()
    child = spawn(process.execPath, [options.program, ...options.words], {
      env: options.environment as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    if (child.pid !== undefined) writeFileSync(pidFile, `${child.pid}\n`)
    for (const stream of [child.stdout, child.stderr])
      if (stream !== null) createInterface({ input: stream }).on('line', heard)
    child.on('message', ready)
    child.on('error', () => {})
    ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        rmSync(pidFile, { force: true })
        resolve()
        void again(signal ?? `code ${code}`, Date.now() - began)
      })
    })
  }

  function heard(text: string) {
    lastLines.push(text)
    lastLines.splice(0, lastLines.length - 5)
    options.line(text)
  }

  function ready() {
    if (wasReady) say('is there again')
    wasReady = true
    firstReady.resolve()
  }

  async function again(how: string, livedMs: number) {
    if (stopping.signal.aborted) return
    if (!wasReady) return firstReady.reject(new Error(`${name} ended at its start:\n${lastLines.join('\n')}`))
    failures = livedMs > backoff.forgottenAfter ? 1 : failures + 1
    const pause = Math.min(backoff.first * 2 ** (failures - 1), backoff.most)
    say(`ended (${how}); it starts again in ${pause / 1_000} s`)
    await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
    if (!stopping.signal.aborted) start()
  }

  start()
  return {
    name,
    untilReady: () => firstReady.promise,
    async stop() {
      stopping.abort()
      child.kill('SIGTERM')
      // One that was stopped (SIGSTOP) hears nothing else.
      const late = setTimeout(() => child.kill('SIGKILL'), patienceOf(options.environment) + 2_000)
      await ended
      clearTimeout(late)
    },
  }
}

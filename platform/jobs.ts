import type { Log } from './log.ts'
import type { Job } from './service.ts'
import type { Spans } from './tracing.ts'

export type RunningJob = {
  name: string
  wake(): void
  /** Runs turns until one finds nothing to do. @returns how many things were done */
  runNow(): Promise<number>
  stop(): Promise<void>
}

/** Runs a job's turns one after another: at once while there is work, else when woken or when its time has come. */
export function runJob<X>(job: Job<X>, context: () => X, log: Log, spans: Pick<Spans, 'turn'>): RunningJob {
  let stopped = false
  let wake = () => {}
  let woken = false
  let turn: Promise<number> = Promise.resolve(0)

  function next() {
    // Turns of one process never overlap; those of replicas may.
    turn = turn.catch(() => 0).then(() => spans.turn(job.name, () => job.run(context())))
    return turn
  }

  async function run() {
    while (!stopped) {
      let done = 0
      try {
        woken = false
        done = await next()
      } catch (error) {
        if (!stopped) log.warn({ err: error, job: job.name }, 'a job failed; it runs again at its next turn')
      }
      if (done > 0 || woken || stopped) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, job.every * 1_000)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  const running = run()
  return {
    name: job.name,
    wake() {
      woken = true
      wake()
    },
    async runNow() {
      let done = 0
      for (let now = await next(); now > 0; now = await next()) done += now
      return done
    },
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}

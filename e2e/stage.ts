/**
 * A stage for races: stops a call between services or a commit at a named point until the test lets it go on, or has one
 * lost, kept from arriving or doubled. A point is `order → payment.authorize` for a call, and `order commits orders sagas`
 * for a commit that writes at least these tables; `*` stands for anything.
 */
import assert from 'node:assert/strict'
import type { Around, Boundary } from '@souk/platform/boundary.ts'
import { fail } from '@souk/platform/errors.ts'

export type Held = {
  /** Until somebody stands at the point. */
  reached(): Promise<void>
  letGo(): void
}

export type Stage = {
  around: Around
  /** Stops the next one at the point, before it arrives or when it took effect and only its answer is missing. */
  hold(point: string, when: 'before it arrives' | 'after it took effect'): Held
  /** The next one never arrives. */
  drop(point: string): void
  /** The next one takes effect and its answer is lost. */
  loseAnswer(point: string): void
  /** The next one arrives twice at the same instant. */
  double(point: string): void
  /** Nothing arrives at these points until the work has ended and somebody has tried each of them. */
  without<T>(points: readonly string[], work: () => Promise<T>): Promise<T>
  /** Lets all go on. @throws where something that was set up never came to pass */
  clear(): void
}

type Act = <T>(work: () => Promise<T>) => Promise<T>
type Cue = { point: string; matches: (boundary: Boundary) => boolean; act: Act; once: boolean }

/** How long a test waits for somebody to come to a point, in milliseconds. */
const patience = 10_000

export function createStage(): Stage {
  let cues: Cue[] = []
  const held = new Set<() => void>()

  const next = (point: string, act: Act) => {
    cues.push({ point, matches: matcher(point), act, once: true })
  }

  return {
    around: (boundary, work) => {
      const cue = cues.find(({ matches }) => matches(boundary))
      if (cue === undefined) return work()
      if (cue.once) cues = cues.filter((one) => one !== cue)
      return cue.act(work)
    },
    hold(point, when) {
      const arrival = Promise.withResolvers<void>()
      const going = Promise.withResolvers<void>()
      held.add(going.resolve)
      next(point, async (work) => {
        if (when === 'before it arrives') await stop()
        const result = await work()
        if (when === 'after it took effect') await stop()
        return result
      })
      function stop() {
        arrival.resolve()
        return going.promise
      }
      return {
        reached: () => inTime(arrival.promise, `nobody came to "${point}"`),
        letGo: going.resolve,
      }
    },
    drop: (point) => next(point, () => Promise.reject(lost(point))),
    loseAnswer: (point) =>
      next(point, async (work) => {
        await work()
        throw lost(point)
      }),
    double: (point) =>
      next(point, async (work) => {
        const [, answer] = await Promise.all([work(), work()])
        return answer
      }),
    async without(points, work) {
      const tried = points.map(() => Promise.withResolvers<void>())
      const away = points.map((point, index): Cue => {
        const act: Act = () => {
          tried[index]?.resolve()
          return Promise.reject(lost(point))
        }
        return { point, matches: matcher(point), act, once: false }
      })
      cues.push(...away)
      try {
        const result = await work()
        for (const [index, point] of points.entries())
          await inTime(tried[index]?.promise as Promise<void>, `nobody came to "${point}"`)
        return result
      } finally {
        cues = cues.filter((one) => !away.includes(one))
      }
    },
    clear() {
      const left = cues.map(({ point }) => point)
      cues = []
      for (const letGo of held) letGo()
      held.clear()
      assert.deepEqual(left, [], 'what was set up for these points never came to pass')
    },
  }
}

function matcher(point: string): Cue['matches'] {
  const call = /^(\S+) → (\S+)$/.exec(point)
  if (call !== null) {
    const [service, name] = call.slice(1).map(pattern) as [RegExp, RegExp]
    return (boundary) => boundary.kind === 'call' && service.test(boundary.service) && name.test(boundary.name)
  }
  const commit = /^(\S+) commits (.+)$/.exec(point)
  assert.ok(commit !== null, `"${point}" is no point`)
  const [, service, tables] = commit as unknown as [string, string, string]
  return (boundary) => {
    const written = boundary.name.split(' ')
    return (
      boundary.kind === 'commit' &&
      boundary.service === service &&
      tables.split(' ').every((table) => table === '*' || written.includes(table))
    )
  }
}

/** What a service meets where a neighbour, or its own database, is out of reach. */
function lost(point: string) {
  const message = `connection terminated at "${point}"`
  return point.includes(' commits ') ? new Error(message) : fail('unavailable', message)
}

function pattern(text: string) {
  return new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
}

async function inTime<T>(promise: Promise<T>, otherwise: string): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(otherwise)), patience)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** A call to a neighbour: which replica, how often, and when it is better not to ask at all. */
import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadRejectedError, bulkhead } from 'cockatiel'
import { fail } from '../errors.ts'
import type { Place } from './addresses.ts'
import { choose } from './balancing.ts'
import type { Fault, Message, Reply } from './exchange.ts'
import { type Connect, notBegun, openReplica, type Replica } from './replica.ts'
import { type CallSettings, firstPause, mostAttempts, sparedRetries } from './settings.ts'

export type Call = {
  /** Milliseconds since the epoch. */
  deadline: number
  /** True where a second effect is ruled out. */
  isRepeatable: boolean
  /** @param left milliseconds until the deadline */
  messageFor(place: Place, left: number): Message
}

/** How a neighbour fares, for those who watch. */
export type NeighbourFigures = {
  service: string
  replicas: { address: string; state: 'closed' | 'open' | 'half-open' }[]
  underWay: number
  waiting: number
  retries: number
  refused: number
}

export type Neighbour = ReturnType<typeof openNeighbour>

/** @param places where its replicas are now */
export function openNeighbour(
  service: string,
  places: () => readonly Place[],
  settings: CallSettings,
  connect: Connect,
) {
  const ways = bulkhead(settings.atOnce, settings.waiting)
  let replicas: Replica[] = []
  let known: readonly Place[] = []
  let retries = 0
  let refused = 0
  let isClosed = false
  // So that repetitions never multiply the load on a neighbour that is down: it gets a share of its calls, and a few.
  let spared = sparedRetries

  function currentReplicas() {
    // Calls that outlive their process, such as a repetition, open no connections anew.
    if (isClosed) throw outOfReach()
    const current = places()
    if (current !== known) {
      known = current
      const before = new Map(replicas.map((one) => [one.place.name, one]))
      replicas = current.map((place) => {
        const replica = before.get(place.name) ?? openReplica(place, settings, connect)
        before.delete(place.name)
        return replica
      })
      for (const gone of before.values()) gone.leave()
    }
    return replicas
  }

  function outOfReach(cause?: unknown) {
    return fail('unavailable', `${service}-service is out of reach right now.`, {
      retryAfter: Math.ceil(settings.rest / 1_000),
      cause,
    })
  }

  function refuse(why: string) {
    refused += 1
    return fail('unavailable', why, { retryAfter: 1 })
  }

  function timeLeft(deadline: number) {
    const left = deadline - Date.now()
    if (left <= 0) throw fail('deadline_exceeded', `There was no time left to ask ${service}-service.`)
    return left
  }

  function check() {
    const all = currentReplicas()
    if (all.length === 0) throw fail('unavailable', `${service}-service has no address.`, { retryAfter: 1 })
    if (all.every((one) => one.state() !== 'closed')) {
      refused += 1
      throw outOfReach()
    }
  }

  async function attempts(call: Call): Promise<Reply> {
    const tried: Replica[] = []
    for (let turn = 1; ; turn++) {
      const left = timeLeft(call.deadline)
      const replica = choose(currentReplicas(), tried)
      if (replica === undefined) throw outOfReach()
      const outcome = await replica.ask(call.messageFor(replica.place, left), call.deadline)
      tried.push(replica)
      if (outcome.kind === 'answered' && outcome.headers[notBegun] === undefined) return outcome
      const pause = pauseBefore(turn, outcome, call, tried)
      if (pause === undefined) return concluded(outcome)
      retries += 1
      if (pause > 0) await sleep(pause)
    }
  }

  /** @returns milliseconds after which it is tried again, undefined where it is not */
  function pauseBefore(turn: number, outcome: Reply | Fault, { deadline, isRepeatable }: Call, tried: Replica[]) {
    if (turn >= mostAttempts || outcome.kind === 'silent') return undefined
    if (outcome.kind === 'broken' && !isRepeatable) return undefined
    const isElsewhere = replicas.some((one) => one.state() === 'closed' && !tried.includes(one))
    // Passing on what nobody has got yet is no further load.
    if (outcome.kind === 'unsent' && isElsewhere) return 0
    if (spared < 1) return undefined
    const pause = isElsewhere ? 0 : (0.5 + Math.random()) * pauseAfter(outcome, turn)
    if (Date.now() + pause >= deadline) return undefined
    spared -= 1
    return pause
  }

  function concluded(outcome: Reply | Fault): Reply {
    if (outcome.kind === 'answered') return outcome
    if (outcome.kind === 'silent') throw fail('deadline_exceeded', `${service}-service did not answer in time.`)
    throw outOfReach(outcome.cause)
  }

  return {
    /** @throws `unavailable` or `deadline_exceeded` where no answer came */
    async ask(call: Call): Promise<Reply> {
      check()
      spared = Math.min(spared + settings.retryShare, sparedRetries)
      try {
        return await ways.execute(() => attempts(call))
      } catch (error) {
        if (!(error instanceof BulkheadRejectedError)) throw error
        throw refuse(`Too many calls wait for ${service}-service already.`)
      }
    },

    /** Waits for what comes: takes no way from ordinary calls, and who polls repeats it by itself. */
    async poll(call: Call): Promise<Reply> {
      const all = currentReplicas()
      const replica = choose(all, []) ?? all[0]
      if (replica === undefined) throw outOfReach()
      return concluded(await replica.poll(call.messageFor(replica.place, timeLeft(call.deadline)), call.deadline))
    },

    figures: (): NeighbourFigures => ({
      service,
      replicas: replicas.map((one) => ({ address: one.place.name, state: one.state() })),
      underWay: settings.atOnce - ways.executionSlots,
      waiting: settings.waiting - ways.queueSlots,
      retries,
      refused,
    }),

    async close() {
      isClosed = true
      await Promise.all(replicas.map((one) => one.close()))
    },
  }
}

/** As long as it asks for, else longer each time. */
function pauseAfter(outcome: Reply | Fault, turn: number) {
  const asked = outcome.kind === 'answered' ? Number(outcome.headers['retry-after']) * 1_000 : 0
  return asked > 0 ? asked : firstPause * 2 ** (turn - 1)
}

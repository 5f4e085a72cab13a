/** One replica of a neighbour: its connections, whether it is well, and the rest that it gets when it is not. */
import type { LookupFunction } from 'node:net'
import {
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  circuitBreaker,
  handleWhenResult,
  type IBreaker,
} from 'cockatiel'
import { Pool } from 'undici'
import type { Place } from './addresses.ts'
import { exchange, type Fault, type Message, type Reply } from './exchange.ts'
import { avoidance, fairTime, lookTime, quick, silence } from './settings.ts'

export type Replica = ReturnType<typeof openReplica>
export type Connect = (place: Place) => NonNullable<Pool.Options['connect']>

/** Said beside a 503 by who began nothing: it has too much to do. */
export const notBegun = 'souk-not-begun'
/** Said beside a 503 by who is cut off from its own database. */
export const ailing = 'souk-ailing'

/** A connection to a replica's own address, where its host name has several. */
export const connectPlainly: Connect = (place) => ({ timeout: quick, ...pinnedTo(place) })

export function pinnedTo({ address }: Place): { lookup?: LookupFunction } {
  if (address === undefined) return {}
  return {
    lookup: (_host, options, done) =>
      options.all ? done(null, [address]) : done(null, address.address, address.family),
  }
}

/** @param settings.failures in a row after which it is left alone; so it is when more than half of its calls fail */
export function openReplica(place: Place, settings: { failures: number; rest: number }, connect: Connect) {
  const pool = new Pool(place.origin, {
    pipelining: 1,
    keepAliveTimeout: 30_000,
    allowH2: false,
    connect: connect(place),
  })
  let isHung = false
  let isClosed = false
  let isSuspected = false
  let underWay = 0
  let heardAt = 0
  let avoidedUntil = 0
  let resting: NodeJS.Timeout | undefined

  const breaker = circuitBreaker(handleWhenResult(isItsFault), {
    breaker: inARowOrOften(settings.failures, () => isHung),
    // It is this file that decides when to look: nobody else calls while it is open.
    halfOpenAfter: 0,
  })
  breaker.onBreak(rest)

  function rest() {
    if (isClosed) return
    clearTimeout(resting)
    // A little apart, so that many callers do not look at the same instant.
    resting = setTimeout(lookAgain, settings.rest * (1 + Math.random() / 4))
    resting.unref()
  }

  /** The trial is no caller's call but a look at whether it is ready, which closes the breaker or keeps it open. */
  function lookAgain() {
    void breaker.execute(look).catch(rest)
  }

  function look() {
    const question = { method: 'GET', path: `${place.prefix}/health/ready`, headers: {}, body: undefined }
    return exchange(pool, question, Date.now() + lookTime).then((outcome): Reply | Fault =>
      outcome.kind === 'answered' && outcome.status < 500 ? outcome : { kind: 'unsent', waited: lookTime },
    )
  }

  /** It owes answers: those who come now must not all wait until their time has run out. */
  async function suspect() {
    if (isSuspected) return
    isSuspected = true
    const outcome = await look()
    if (outcome.kind === 'answered') heardAt = Date.now()
    else {
      isHung = true
      await breaker.execute(async () => outcome).catch(() => {})
      isHung = false
    }
    isSuspected = false
  }

  function avoid() {
    avoidedUntil = Date.now() + avoidance
  }

  function hear(outcome: Reply | Fault) {
    if (outcome.kind !== 'answered') return
    heardAt = Date.now()
    if (outcome.headers.connection === 'close') avoid()
  }

  return {
    place,
    /** When it was asked last, counted in calls. */
    asked: 0,
    underWay: () => underWay,
    /** It says goodbye, or left a long poll unanswered: for a while it is asked only where there is no other. */
    isAvoided: (now: number) => now < avoidedUntil,
    state() {
      if (breaker.state === CircuitState.Closed) return 'closed'
      return breaker.state === CircuitState.Open ? 'open' : 'half-open'
    },

    async ask(message: Message, deadline: number): Promise<Reply | Fault> {
      const now = Date.now()
      if (underWay === 0) heardAt = now
      else if (now - heardAt > silence) void suspect()
      underWay += 1
      const outcome = await breaker.execute(() => exchange(pool, message, deadline))
      underWay -= 1
      hear(outcome)
      return outcome
    },

    /** How long polls fare says nothing of ordinary calls, and the other way round. */
    async poll(message: Message, deadline: number): Promise<Reply | Fault> {
      const outcome = await exchange(pool, message, deadline)
      if (outcome.kind === 'answered') hear(outcome)
      else avoid()
      return outcome
    },

    /** What is under way comes to its end. */
    leave() {
      isClosed = true
      clearTimeout(resting)
      void pool.close()
    },
    async close() {
      isClosed = true
      clearTimeout(resting)
      await pool.destroy()
    },
  }
}

function isItsFault(result: unknown) {
  const outcome = result as Reply | Fault
  if (outcome.kind === 'silent') return outcome.waited >= fairTime
  if (outcome.kind !== 'answered') return true
  if (outcome.status < 502 || outcome.status > 504) return false
  // What its operations answer is no fault of its own; what a proxy says in its place is.
  const isProblem = String(outcome.headers['content-type']).startsWith('application/problem+json')
  return !isProblem || outcome.headers[ailing] !== undefined
}

function inARowOrOften(failures: number, isHung: () => boolean): IBreaker {
  const inARow = new ConsecutiveBreaker(failures)
  const often = new CountBreaker({ threshold: 0.5, size: failures * 4, minimumNumberOfCalls: failures * 2 })
  return {
    state: undefined,
    success(state) {
      inARow.success()
      often.success(state)
    },
    failure(state) {
      const isEnough = [inARow.failure(), often.failure(state), isHung()]
      return isEnough.includes(true)
    },
  }
}

/**
 * The walk: a journey is made once undisturbed, and every boundary on its way is written down; then it is made again for each of
 * them and each thing that can happen there. What is added to a saga later is on its way, and so in the walk, by itself.
 */
import assert from 'node:assert/strict'
import type { Order } from '@souk/contracts/order.ts'
import type { Around, Boundary } from '@souk/platform/boundary.ts'
import { fail, isInDoubt, SoukError } from '@souk/platform/errors.ts'
import type { House } from './house.ts'
import { type Ground, type Journey, standing } from './journeys.ts'

/** `dies`: the process ends for good. `lost`: it took effect, and who asked hears nothing. `away`: it never arrives. */
export const mishaps = {
  call: ['dies_before', 'dies_after', 'lost', 'away', 'twice'],
  commit: ['dies_before', 'dies_after', 'lost', 'away'],
} as const
export type Mishap = (typeof mishaps)[Boundary['kind']][number]

/** A boundary met for the nth time on a journey. */
export type Step = Boundary & { nth: number }

export function nameOf({ service, kind, name, nth }: Step) {
  return `${service} ${kind} ${name}${nth === 1 ? '' : ` (${nth})`}`
}

/** Waiting for news changes nothing and is not on anybody's way. */
const isOnTheWay = ({ name }: Boundary) => !name.endsWith('.readEvents')

/** Counts boundaries as they are met. */
function counter() {
  const met = new Map<string, number>()
  return (boundary: Boundary): Step => {
    const label = `${boundary.service} ${boundary.kind} ${boundary.name}`
    const nth = (met.get(label) ?? 0) + 1
    met.set(label, nth)
    return { ...boundary, nth }
  }
}

/** @returns the boundaries of a journey, in the order in which they are met; of commits those that wrote something */
export async function explore(house: House, journey: Journey): Promise<Step[]> {
  const steps: Step[] = []
  const count = counter()
  await make(house, journey, async (boundary, work) => {
    if (!isOnTheWay(boundary)) return work()
    const step = count(boundary)
    const result = await work()
    const { rowCount, command } = (result ?? {}) as { rowCount?: number; command?: string }
    if (boundary.kind === 'call' || command === 'COMMIT' || (rowCount ?? 0) > 0) steps.push(step)
    return result
  })
  return steps
}

/** How long a dead process is dead before another one lives, in milliseconds: what it had begun comes to nothing meanwhile. */
const mourning = 60

/**
 * Makes the journey with a mishap at one of its boundaries. Of a process that dies nothing gets to a neighbour or a database any
 * more, and what it had not committed is not there.
 * @returns whether the boundary was met
 */
export async function makeWith(house: House, journey: Journey, at: Step, mishap: Mishap): Promise<boolean> {
  let isMet = false
  let isDead = false
  const count = counter()
  const death = Promise.withResolvers<void>()
  const around: Around = async (boundary, work) => {
    if (isDead) throw broken(boundary, 'this process is dead')
    if (isMet || !isOnTheWay(boundary) || !isSame(count(boundary), at)) {
      const result = await work()
      if (isDead) throw broken(boundary, 'this process is dead')
      return result
    }
    isMet = true
    if (mishap !== 'dies_before' && mishap !== 'dies_after') return befall(mishap, boundary, work)
    if (mishap === 'dies_after') await work()
    isDead = true
    setTimeout(death.resolve, mourning)
    throw broken(boundary, 'this process is dead')
  }
  await make(house, journey, around, death.promise)
  return isMet
}

/** As a caller meets it whose neighbour does not answer, or a service whose database is gone: nobody is blamed for that. */
function broken({ kind, name }: Boundary, why: string) {
  if (kind === 'call') return fail('unavailable', `${name}: ${why}`)
  return Object.assign(new Error(`${name}: ${why}`), { code: 'ECONNRESET' })
}

/** @param death comes when a process dies on the way; nothing is waited for after that until another one lives */
async function make(house: House, journey: Journey, around: Around, death?: Promise<void>) {
  const ground = await journey.before(house)
  house.disturb(around)
  // What follows by itself is on the way too, and may fail by the mishap.
  const following = answerOf(journey.act(house.people, ground)).then(() => house.drain().catch(() => {}))
  try {
    await (death === undefined ? following : Promise.race([following, death]))
  } finally {
    house.disturb(undefined)
  }
  await following
  // Nobody asks again: what was begun is ended within seconds. After three of them the last word of a dead one is over.
  for (let seconds = 0; (await house.underWay()) > 0; ) {
    assert.ok(seconds < 5, 'it is still under way 5 s later')
    const passing = seconds === 0 ? 3 : 1
    await house.later(passing)
    seconds += passing
  }
  await arrive(house, journey, ground)
}

async function befall<T>(mishap: 'lost' | 'away' | 'twice', boundary: Boundary, work: () => Promise<T>): Promise<T> {
  if (mishap === 'away') throw broken(boundary, 'it never arrived')
  await work()
  if (mishap === 'twice') return work()
  throw broken(boundary, 'its answer is lost')
}

function isSame(one: Step, other: Step) {
  return one.nth === other.nth && one.name === other.name && one.kind === other.kind && one.service === other.service
}

/** Whoever heard nothing asks again, with the same key, until they know; then everything must be as if nothing had been. */
async function arrive(house: House, journey: Journey, ground: Ground) {
  let answer: Order | SoukError | undefined
  for (let turn = 1; turn <= 8; turn++) {
    answer = await answerOf(journey.act(house.people, ground))
    if (!isOpen(answer) && (await house.underWay()) === 0) break
    await house.later(3)
  }
  assert.ok(answer !== undefined && !isOpen(answer), `still no end: ${JSON.stringify(answer)}`)
  assert.equal(answer instanceof SoukError ? answer.reason : undefined, journey.refusal, `answered: ${answer}`)
  await house.drain()
  assert.deepEqual(await standing(house, ground), journey.end)
}

function isOpen(answer: Order | SoukError) {
  return answer instanceof SoukError ? isInDoubt(answer) : answer.status === 'pending'
}

async function answerOf(answer: Promise<Order>): Promise<Order | SoukError> {
  return answer.catch((error) => {
    if (!(error instanceof SoukError)) throw error
    return error
  })
}

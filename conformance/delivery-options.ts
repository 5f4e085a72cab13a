/** What delivery-service promises to whoever has a cart, while cart-service answers and while it does not. */
import { randomUUID } from 'node:crypto'
import { fail } from '@souk/platform/errors.ts'
import type { Scenario } from './clause.ts'
import { euro, layOut, option } from './delivery-zones.ts'
import type { Answer } from './door.ts'
import { expectEqual, expectFault, expectProblem, expectStatus, expectThat } from './expectations.ts'
import { call, customer, type Ground, stranger } from './ground.ts'
import type { StandIns } from './neighbours.ts'
import { LeftOut } from './outcome.ts'

const changed = 'cart.changed.v1'

type Contents = { weight: number; amount: number; owner?: string }

function playing({ neighbours }: Ground): StandIns {
  if (neighbours !== undefined) return neighbours
  throw new LeftOut('this needs a cart-service: let the suite play it with --neighbours PORT')
}

/** The cart-service knows this cart alone, and shows a customer's to nobody else. @returns its id */
function holding(ground: Ground, { weight, amount, owner }: Contents) {
  const cartId = randomUUID()
  playing(ground).answer('cart', 'readCart', async ({ id, userId }: { id: string; userId?: string }) => {
    if (id !== cartId || (owner !== undefined && owner !== userId)) throw fail('not_found', 'There is no such cart.')
    return { id, status: 'open', lines: [], itemCount: 1, subtotal: euro(amount), weight, version: 1 }
  })
  return cartId
}

function hear(ground: Ground, cartId: string, version: number, weight: number) {
  const data = { cartId, version, weight, subtotal: euro(2_000), itemCount: 1 }
  return playing(ground).publish('cart', changed, cartId, data)
}

/** Waits until the service tells that it has read cart-service's feed so far. */
async function untilRead(ground: Ground, position: string) {
  for (const until = Date.now() + 10_000; ; ) {
    const standing = await call(ground, 'readStanding')
    const at = standing.body?.cursors?.find(({ source }: { source: string }) => source === 'cart')?.at
    if (at === position) return standing
    expectThat(standing, Date.now() < until, `the cursor of cart at ${position} within 10 s`, at)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function optionsOf(ground: Ground, cart: string, more: { as?: Parameters<typeof call>[3]; country?: string } = {}) {
  return call(ground, 'listOptions', { cart, country: more.country ?? option.country }, { as: stranger, ...more.as })
}

function pricesIn({ body }: Answer) {
  return Object.fromEntries(
    (body?.items ?? []).map(({ id, price }: { id: string; price: { amount: number } }) => [id, price.amount]),
  )
}

const away: Record<string, () => Promise<never>> = {
  'is away': async () => {
    throw fail('unavailable', 'away')
  },
  breaks: async () => {
    throw new Error('a fault')
  },
  hangs: () => new Promise((_resolve, reject) => setTimeout(reject, 2_500, new Error('too late'))),
}

export const optionScenarios: Scenario[] = [
  {
    title: 'a cart is offered what a quote for its weight and worth would be',
    async check(ground) {
      await layOut(ground)
      const light = await optionsOf(ground, holding(ground, { weight: 1_500, amount: 2_000 }))
      expectEqual(light, pricesIn(light), { [option.id]: 490, 'conformance-near-bike': 490 }, 'the prices')
      const heavy = await optionsOf(ground, holding(ground, { weight: 5_000, amount: 6_000 }))
      expectEqual(heavy, pricesIn(heavy), { [option.id]: 0 }, 'the prices')
      const tooHeavy = await optionsOf(ground, holding(ground, { weight: 50_000, amount: 6_000 }))
      expectEqual(tooHeavy, tooHeavy.body, { items: [] }, 'the answer')
    },
  },
  {
    title:
      'a country where nothing is delivered to is offered nothing, and a postcode that cannot be its country’s is refused',
    async check(ground) {
      await layOut(ground)
      const cart = holding(ground, { weight: 500, amount: 2_000 })
      const nowhere = await optionsOf(ground, cart, { country: 'XZ' })
      expectEqual(nowhere, nowhere.body, { items: [] }, 'the answer')
      expectFault(await call(ground, 'listOptions', { cart, country: 'DE', postcode: 'SW1A 1AA' }), 'postcode')
    },
  },
  {
    title: 'a cart is asked for in the name of whoever asks: somebody else’s, or nobody’s, is not found',
    async check(ground) {
      await layOut(ground)
      const owner = randomUUID()
      const cart = holding(ground, { weight: 500, amount: 2_000, owner })
      expectStatus(await optionsOf(ground, cart, { as: { as: customer(owner) } }), 200)
      expectProblem(await optionsOf(ground, cart, { as: { as: customer() } }), 'not_found')
      expectProblem(await optionsOf(ground, cart), 'not_found')
      expectProblem(await optionsOf(ground, randomUUID()), 'not_found')
    },
  },
  ...Object.entries(away).map(([how, reply]) => ({
    title: `while cart-service ${how}, options come within 2 s from what was last heard of the cart, and say so`,
    async check(ground: Ground) {
      await layOut(ground)
      const cart = randomUUID()
      hear(ground, cart, 2, 8_000)
      const older = hear(ground, cart, 1, 500)
      hear(ground, cart, 3, 9_000)
      playing(ground).publishAgain('cart', older)
      await untilRead(ground, hear(ground, cart, 2, 900))
      playing(ground).answer('cart', 'readCart', reply)
      const answer = await optionsOf(ground, cart)
      expectStatus(answer, 200)
      expectEqual(answer, pricesIn(answer), { [option.id]: 890 }, 'the prices of the newest version')
      expectEqual(answer, answer.body.estimated, true, 'estimated')
      expectThat(answer, answer.took < 2_000, 'an answer within 2 s', `one after ${Math.round(answer.took)} ms`)
    },
  })),
  {
    title: 'where nobody tells of a cart, the caller may try again soon',
    async check(ground) {
      playing(ground).answer('cart', 'readCart', away['is away'] as () => Promise<never>)
      const answer = await optionsOf(ground, randomUUID())
      expectProblem(answer, 'unavailable')
      expectThat(answer, Number(answer.headers.get('retry-after')) > 0, 'a Retry-After')
    },
  },
  {
    title: 'an event that cannot be digested is parked and told, and the feed goes on',
    async check(ground) {
      const spoilt = playing(ground).publish('cart', changed, 'spoilt', { cartId: 'spoilt', version: 'none' })
      await untilRead(ground, hear(ground, randomUUID(), 1, 500))
      const standing = await call(ground, 'readStanding')
      const parked = standing.body.parked.filter(
        ({ source, type }: { source: string; type: string }) => source === 'cart' && type === changed,
      )
      expectThat(standing, parked.length > 0, `the event at ${spoilt} among those that are parked`)
      const again = await call(ground, 'replayEvent', { id: parked.at(-1).id })
      expectProblem(again, 'replay_failed', 'conflict')
    },
  },
]

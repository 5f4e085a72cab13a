/** What delivery-service promises of zones, rates and quotes. The countries are such as nobody lives in. */
import type { Zone } from '@souk/contracts/delivery.ts'
import type { Scenario } from './clause.ts'
import type { Answer } from './door.ts'
import { expectEqual, expectFault, expectProblem, expectStatus, expectThat } from './expectations.ts'
import { call, type Ground } from './ground.ts'

export const euro = (amount: number) => ({ amount, currency: 'EUR' })

const rates = [
  { upToWeight: 10_000, price: euro(890) },
  { upToWeight: 2_000, price: euro(490) },
]
const van = { id: 'van', name: 'Van', carrier: 'Desert Mail', days: { from: 1, to: 3 }, freeFrom: euro(6_000), rates }
const bike = { id: 'bike', name: 'Bike', carrier: 'Two Wheels', days: { from: 0, to: 1 }, rates: rates.slice(1) }

const near: Zone = { id: 'conformance-near', name: 'Near', countries: ['XB', 'XA', 'XB'], methods: [van, bike] }
const far: Zone = { id: 'conformance-far', name: 'Far', countries: ['XC'], methods: [bike] }

/** An option of the near zone, and what the zone says of it. */
export const option = { id: `${near.id}-van`, country: 'XA', carrier: van.carrier }

export async function layOut(ground: Ground) {
  for (const zone of [near, far]) expectStatus(await call(ground, 'setZone', zone), 200)
}

/** Nobody is offered the zones of a check afterwards. */
export async function clearAway(ground: Ground) {
  for (const zone of [near, far]) await call(ground, 'setZone', { ...zone, methods: [] })
}

export function quoteOf(more: object = {}) {
  return { optionId: option.id, country: 'XA', postcode: '12345', weight: 500, subtotal: euro(2_000), ...more }
}

export const zoneScenarios: Scenario[] = [
  {
    title: 'staff make a zone, and find it with each country once and each method’s steps from light to heavy',
    async check(ground) {
      await layOut(ground)
      const tidy = {
        ...near,
        countries: ['XA', 'XB'],
        methods: [{ ...van, rates: rates.toReversed() }, bike],
      }
      const made = await call(ground, 'setZone', near)
      expectEqual(made, made.body, tidy, 'the answer')
      const listed = await call(ground, 'listZones')
      expectEqual(listed, zoneIn(listed, near.id), tidy, `the zone ${near.id}`)
    },
  },
  {
    title: 'a country belongs to one zone: another one that takes it is refused by its name and changes nothing',
    async check(ground) {
      await layOut(ground)
      const before = await call(ground, 'listZones')
      const greedy = await call(ground, 'setZone', { ...far, name: 'Greedy', countries: ['XA', 'XC', 'XB'] })
      expectProblem(greedy, 'country_in_other_zone', 'conflict')
      expectEqual(greedy, [...(greedy.body.details?.countries ?? [])].sort(), ['XA', 'XB'], 'details.countries')
      const after = await call(ground, 'listZones')
      expectEqual(after, after.body, before.body, 'the list of zones')
      const both = await Promise.all(
        [near, far].map((zone) => call(ground, 'setZone', { ...zone, countries: [...zone.countries, 'XD'] })),
      )
      const statuses = both.map(({ status }) => status).sort()
      expectEqual(both[0] as Answer, statuses, [200, 409], 'what two who take XD at once are answered')
      await layOut(ground)
    },
  },
  {
    title: 'a method that contradicts itself is refused, and named',
    async check(ground) {
      const wrong: [string, object][] = [
        ['methods/0/days', { ...van, days: { from: 3, to: 1 } }],
        ['methods/0/rates', { ...van, rates: [{ upToWeight: 1, price: euro(-1) }] }],
        ['methods/0/rates', { ...van, rates: [...rates, { upToWeight: 1, price: { amount: 1, currency: 'USD' } }] }],
        ['methods/0/rates', { ...van, rates: [...rates, ...rates] }],
        ['methods/0/freeFrom', { ...van, freeFrom: euro(-1) }],
        ['methods/0/id', { ...van, id: 'v'.repeat(40) }],
      ]
      for (const [field, method] of wrong)
        expectFault(
          await call(ground, 'setZone', {
            ...near,
            id: `${near.id}-${'z'.repeat(20)}`,
            countries: ['XF'],
            methods: [method],
          }),
          field,
        )
      expectFault(await call(ground, 'setZone', { ...near, methods: [van, van] }), 'methods/1/id')
    },
  },
  {
    title: 'the countries that are delivered to are those of zones with a method, in order',
    async check(ground) {
      await layOut(ground)
      const before = await call(ground, 'listCountries')
      const countries: string[] = before.body.items
      expectEqual(before, countries, [...new Set(countries)].sort(), 'the list')
      expectThat(
        before,
        ['XA', 'XB', 'XC'].every((one) => countries.includes(one)),
        'XA, XB and XC among them',
      )
      expectStatus(await call(ground, 'setZone', { ...far, methods: [] }), 200)
      const after = await call(ground, 'listCountries')
      expectThat(after, !after.body.items.includes('XC'), 'no XC, since nothing goes there any more')
    },
  },
  {
    title: 'a quote is the price of the first step that the parcel fits in, the limit included',
    async check(ground) {
      await layOut(ground)
      for (const [weight, amount] of [
        [0, 490],
        [2_000, 490],
        [2_001, 890],
        [10_000, 890],
      ]) {
        const quoted = await call(ground, 'quote', quoteOf({ weight }))
        expectStatus(quoted, 200)
        expectEqual(quoted, quoted.body.price, euro(amount as number), `the price of ${weight} g`)
        expectEqual(quoted, [quoted.body.id, quoted.body.name], [option.id, van.name], 'id and name')
      }
    },
  },
  {
    title: 'delivery is free from the amount that the method names',
    async check(ground) {
      await layOut(ground)
      for (const [amount, price] of [
        [5_999, 490],
        [6_000, 0],
      ]) {
        const quoted = await call(ground, 'quote', quoteOf({ subtotal: euro(amount as number) }))
        expectEqual(quoted, quoted.body?.price, euro(price as number), `the price for a subtotal of ${amount}`)
      }
    },
  },
  {
    title: 'an estimate is two working days, the first not after the second',
    async check(ground) {
      await layOut(ground)
      const { body, ...quoted } = await call(ground, 'quote', quoteOf())
      const days: string[] = [body.estimate.from, body.estimate.to]
      const today = new Date().toISOString().slice(0, 10)
      const isWorkingDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && ![0, 6].includes(new Date(day).getUTCDay())
      expectThat({ body, ...quoted }, days.every(isWorkingDay), 'two dates from Monday to Friday', days)
      const inOrder = [today, ...days].every((day, index, all) => index === 0 || (all[index - 1] as string) <= day)
      expectThat({ body, ...quoted }, inOrder, 'dates from today on, in order', days)
    },
  },
  {
    title: 'what does not reach the address with the parcel is not quoted',
    async check(ground) {
      await layOut(ground)
      for (const wrong of [
        { country: 'XZ' },
        { country: 'XC' },
        { optionId: `${near.id}-camel` },
        { weight: 10_001 },
        { subtotal: { amount: 2_000, currency: 'USD' } },
        { country: 'DE', postcode: 'SW1A 1AA' },
      ])
        expectProblem(await call(ground, 'quote', quoteOf(wrong)), 'delivery_unavailable', 'unprocessable')
    },
  },
]

function zoneIn(listed: Answer, id: string) {
  return (listed.body?.items ?? []).find((zone: Zone) => zone.id === id)
}

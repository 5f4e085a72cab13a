/** What delivery-service promises of parcels and of the event that tells of them. */
import { randomUUID } from 'node:crypto'
import type { Scenario } from './clause.ts'
import { layOut, option } from './delivery-zones.ts'
import type { Answer } from './door.ts'
import { expectEqual, expectProblem, expectStatus, expectThat } from './expectations.ts'
import { eventsAfter, toldOf } from './feed.ts'
import { call } from './ground.ts'

const address = { name: 'Ada L.', line1: 'Oasis 1', city: 'Tamassint', postcode: '12345', country: option.country }
const shipped = 'delivery.shipment-created.v1'

export function parcelOf(more: object = {}) {
  return { id: randomUUID(), orderId: randomUUID(), optionId: option.id, address, ...more }
}

export const parcelScenarios: Scenario[] = [
  {
    title:
      'a parcel goes with its method’s carrier under a number that ends in a check digit, and is found by its order',
    async check(ground) {
      await layOut(ground)
      const wanted = parcelOf()
      const made = await call(ground, 'createShipment', wanted)
      const { createdAt, trackingNumber, ...rest } = made.body
      const { id, orderId } = wanted
      expectEqual(made, rest, { id, orderId, carrier: option.carrier, address }, 'the parcel')
      expectThat(
        made,
        isTrackingNumber(trackingNumber),
        'a tracking number of SK, ten digits and Luhn’s',
        trackingNumber,
      )
      expectThat(made, new Date(createdAt).toISOString() === createdAt, 'a UTC time in ISO 8601', createdAt)
      const second = await call(ground, 'createShipment', parcelOf({ orderId }))
      const listed = await call(ground, 'listShipments', { orderId })
      expectEqual(listed, listed.body?.items, [made.body, second.body], 'the parcels of the order')
    },
  },
  {
    title: 'made again with the same id, also at the same instant, it is the same parcel, told once',
    async check(ground) {
      const wanted = parcelOf()
      const answers = await Promise.all(Array.from({ length: 8 }, () => call(ground, 'createShipment', wanted)))
      const changed = await call(ground, 'createShipment', { ...wanted, carrier: 'Another', trackingNumber: 'X1' })
      const [first] = answers as [Answer]
      for (const answer of [...answers, changed]) expectEqual(answer, answer.body, first.body, 'the parcel')
      const told = await toldOf(ground, shipped, wanted.id)
      expectEqual(first, told.length, 1, 'how often the feed tells of it')
      const { id: shipmentId, orderId, carrier, trackingNumber } = first.body
      expectEqual(first, told[0]?.data, { shipmentId, orderId, carrier, trackingNumber }, 'what the feed tells')
      expectProblem(await call(ground, 'createShipment', { ...wanted, orderId: randomUUID() }), 'key_reused')
    },
  },
  {
    title: 'whoever waits at the end of the feed hears of it at once',
    async check(ground) {
      const { body } = await call(ground, 'readStanding')
      const wanted = parcelOf()
      const waiting = call(ground, 'readEvents', { after: body.head, wait: 10_000 })
      expectStatus(await call(ground, 'createShipment', wanted), 200)
      const answer = await waiting
      const subjects = (answer.body?.items ?? []).map(({ subject }: { subject: string }) => subject)
      expectThat(answer, answer.took < 3_000, 'an answer soon', `one after ${Math.round(answer.took)} ms`)
      expectEqual(answer, subjects, [wanted.id], 'what the events are about')
    },
  },
  {
    title: 'the carrier and the number that staff name are taken, on several parcels too',
    async check(ground) {
      const named = { carrier: 'Camel courier', trackingNumber: 'CAMEL 7' }
      for (const wanted of [parcelOf(named), parcelOf(named)]) {
        const { body, ...made } = await call(ground, 'createShipment', wanted)
        const { carrier, trackingNumber } = body
        expectEqual({ body, ...made }, { carrier, trackingNumber }, named, 'carrier and number')
      }
    },
  },
  {
    title: 'it leaves although its method was removed since it was bought',
    async check(ground) {
      expectStatus(await call(ground, 'createShipment', parcelOf({ optionId: 'gone-for-good' })), 200)
    },
  },
  {
    title: 'what is refused leaves no trace in the feed',
    async check(ground) {
      const { body } = await call(ground, 'readStanding')
      const wanted = parcelOf({ address: { ...address, country: 'Germany' } })
      expectProblem(await call(ground, 'createShipment', wanted), 'invalid_input')
      const { answer, items } = await eventsAfter(ground, body.head, 10)
      expectEqual(answer, items, [], 'the events since')
    },
  },
]

function isTrackingNumber(text: string) {
  const digits = /^SK(\d{11})$/.exec(text)?.[1]
  if (digits === undefined) return false
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

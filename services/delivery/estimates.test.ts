import assert from 'node:assert/strict'
import { test } from 'node:test'
import { estimate } from './estimates.ts'
import { faultOfPostcode } from './postcodes.ts'
import { isTrackingNumber, trackingNumber } from './tracking.ts'

const days = { from: 1, to: 3 }

test('What is ordered before 14:00 UTC of a working day is handed over that day.', () => {
  assert.deepEqual(estimate(days, new Date('2026-01-05T13:59:59Z')), { from: '2026-01-06', to: '2026-01-08' })
  assert.deepEqual(estimate(days, new Date('2026-01-05T14:00:00Z')), { from: '2026-01-07', to: '2026-01-09' })
})

test('Weekends do not count, neither for handing over nor on the way.', () => {
  assert.deepEqual(estimate(days, new Date('2026-01-08T09:00:00Z')), { from: '2026-01-09', to: '2026-01-13' })
  assert.deepEqual(estimate(days, new Date('2026-01-09T15:00:00Z')), { from: '2026-01-13', to: '2026-01-15' })
  assert.deepEqual(estimate(days, new Date('2026-01-10T09:00:00Z')), { from: '2026-01-13', to: '2026-01-15' })
  assert.deepEqual(estimate(days, new Date('2026-01-11T23:59:59Z')), { from: '2026-01-13', to: '2026-01-15' })
})

test('A parcel of no days arrives the day that it is handed over, over the turn of a year too.', () => {
  assert.deepEqual(estimate({ from: 0, to: 1 }, new Date('2026-12-31T20:00:00Z')), {
    from: '2027-01-01',
    to: '2027-01-04',
  })
})

test('A postcode is checked where its look is known, and taken as it comes elsewhere.', () => {
  const fine = { DE: '10115', AT: '1010', GB: 'sw1a 1aa', NL: '1012 AB', FR: '75001', US: '94105-1234', JP: '100-0001' }
  for (const [country, postcode] of Object.entries(fine)) assert.equal(faultOfPostcode(country, postcode), undefined)
  const wrong = { DE: '1011', AT: '10115', GB: '12345', NL: '0012 AB', FR: 'ABCDE', US: '9410' }
  for (const [country, postcode] of Object.entries(wrong))
    assert.match(faultOfPostcode(country, postcode) ?? '', /looks like/)
})

test('A tracking number with one wrong digit is not a tracking number.', () => {
  const number = trackingNumber(7_992_739_871)
  assert.equal(number, 'SK79927398713')
  assert.ok(isTrackingNumber(number) && isTrackingNumber(trackingNumber(0)) && isTrackingNumber(trackingNumber(42)))
  for (let place = 2; place < number.length; place++) {
    const wrong = `${number.slice(0, place)}${(Number(number[place]) + 1) % 10}${number.slice(place + 1)}`
    assert.ok(!isTrackingNumber(wrong), wrong)
  }
})

/**
 * The zones that delivery-service begins with, for the page about delivery. What an order really costs, the checkout asks
 * delivery-service; its list of zones is for staff only, so a shop that changes its zones changes this page too.
 */
import type { Zone } from '@souk/contracts/delivery.ts'

type Steps = Record<number, number>

export const zones: Zone[] = [
  zone('home', ['DE', 'AT'], {
    standard: [1, 3, { 2000: 490, 5000: 590, 10000: 890, 31500: 1490 }, 6000],
    express: [1, 1, { 2000: 990, 5000: 1290, 10000: 1790, 31500: 2990 }],
    pickup: [2, 3, { 2000: 390, 5000: 490, 20000: 790 }, 4000],
  }),
  zone('eu', split('BE BG CY CZ DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'), {
    standard: [3, 6, { 2000: 990, 5000: 1290, 10000: 1690, 31500: 2490 }, 15000],
    express: [1, 2, { 2000: 1990, 5000: 2490, 10000: 3490, 31500: 5990 }],
    pickup: [4, 7, { 2000: 790, 5000: 990, 20000: 1590 }],
  }),
  zone('europe', split('AD AL BA CH FO GB GG GI IM IS JE LI MC MD ME MK NO RS SM TR UA VA'), {
    standard: [4, 8, { 2000: 1490, 5000: 1890, 10000: 2690, 31500: 4490 }],
    express: [2, 3, { 2000: 2990, 5000: 3990, 10000: 5490, 31500: 9490 }],
  }),
  zone('world', split('AE AR AU BR CA CL CO EG HK ID IL IN JP KE KR MA MX MY NZ PE PH QA SA SG TH TW US UY VN ZA'), {
    standard: [8, 15, { 2000: 2490, 5000: 3990, 10000: 5990, 31500: 11990 }],
    express: [3, 5, { 2000: 4990, 5000: 6990, 10000: 10990, 31500: 21990 }],
  }),
]

function split(codes: string) {
  return codes.split(' ')
}

/** @param methods of each: days from and to, prices in cents by grams, and from what subtotal it is free */
function zone(
  id: string,
  countries: string[],
  methods: Record<string, [from: number, to: number, steps: Steps, freeFrom?: number]>,
): Zone {
  const carriers: Record<string, string> = { standard: 'DHL', express: 'DHL Express', pickup: 'DPD' }
  return {
    id,
    name: id,
    countries,
    methods: Object.entries(methods).map(([method, [from, to, steps, freeFrom]]) => ({
      id: method,
      name: method,
      carrier: carriers[method] ?? method,
      days: { from, to },
      ...(freeFrom === undefined ? {} : { freeFrom: { amount: freeFrom, currency: 'EUR' } }),
      rates: Object.entries(steps).map(([weight, amount]) => ({
        upToWeight: Number(weight),
        price: { amount, currency: 'EUR' },
      })),
    })),
  }
}

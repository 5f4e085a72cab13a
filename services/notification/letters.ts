/** What we write to people about their orders, one function for each kind of letter. */
import type { Address } from '@souk/contracts/fields.ts'
import { equal, type Money } from '@souk/contracts/money.ts'
import type { order } from '@souk/contracts/order.ts'
import type { EventData } from '@souk/platform/contract.ts'
import { day, money } from './format.ts'
import { type Block, greeting, heading, type Letter, letter, paragraph, type Row } from './layout.ts'

type Told<T extends keyof (typeof order)['events']> = EventData<typeof order, T>

/** What a letter needs beside its event. `url` of the storefront, without a slash at its end. */
export type About = { shop: string; url: string; at: Date; name?: string; accessToken?: string }

export function confirmed(order: Told<'order.confirmed.v1'>, about: About): Letter {
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `Thank you: your order ${order.number} is confirmed`,
    preview: `${money(order.total)}, to ${order.shippingAddress.city}. We are getting it ready for you.`,
    blocks: [
      greeting(about.name),
      paragraph('Thank you for your order. We have everything that we need and are getting it ready for you.'),
      heading(`Order ${order.number} of ${day(about.at)}`),
      { kind: 'rows', title: 'What you ordered, and what it costs', rows: [...linesOf(order), ...totalsOf(order)] },
      heading('Where it goes'),
      { kind: 'address', lines: addressLines(order.shippingAddress) },
      heading('What happens next'),
      paragraph(
        'We pack your parcel and write to you as soon as it is on its way, with its tracking number. ' +
          'Until then you can change your mind and cancel the order on its page.',
      ),
      orderLink(order, about),
    ],
  })
}

export function declined(order: Told<'order.declined.v1'>, about: About): Letter {
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `Your order ${order.number} was not completed`,
    preview: 'Nothing was charged, and your cart is kept.',
    blocks: [
      greeting(about.name),
      paragraph(
        `We are sorry: your order ${order.number} for ${money(order.total)} did not go through.${whyDeclined(order.reason)}`,
      ),
      paragraph(
        'Nothing was charged, and your cart is kept just as it was. ' +
          'Should your bank show a reserved amount, it disappears by itself within a few days.',
      ),
      heading('What happens next'),
      paragraph('You need not do anything. If you would still like your things, go back to your cart and try again.'),
      { kind: 'link', text: 'Back to your cart', url: `${about.url}/cart` },
    ],
  })
}

export function cancelled(order: Told<'order.cancelled.v1'>, about: About): Letter {
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `Your order ${order.number} is cancelled`,
    preview: 'Nothing will be sent, and what you paid goes back to you.',
    blocks: [
      greeting(about.name),
      paragraph(`Your order ${order.number} for ${money(order.total)} is cancelled. Nothing of it will be sent.`),
      ...reasonGiven(order.reason),
      heading('What happens next'),
      paragraph(
        'Whatever was reserved or charged for it goes back to you the way you paid. ' +
          'Depending on your bank, that can take a few working days.',
      ),
      orderLink(order, about),
    ],
  })
}

export function refunded(order: Told<'order.refunded.v1'>, about: About): Letter {
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `We have refunded ${money(order.amount)} of your order ${order.number}`,
    preview: `${money(order.amount)} goes back to you the way you paid.`,
    blocks: [
      greeting(about.name),
      paragraph(
        `We have refunded ${equal(order.amount, order.total) ? 'all' : 'a part'} of your order ${order.number}.`,
      ),
      {
        kind: 'rows',
        title: 'The refund',
        rows: [
          { label: 'Total of the order', value: money(order.total) },
          { label: 'Refunded now', value: money(order.amount), strong: true },
        ],
      },
      ...reasonGiven(order.reason),
      heading('What happens next'),
      paragraph(
        'The money goes back the way you paid. Depending on your bank, it arrives within five to ten working days.',
      ),
      orderLink(order, about),
    ],
  })
}

export function shipped(order: Told<'order.shipped.v1'>, about: About): Letter {
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `Your order ${order.number} is on its way`,
    preview: `With ${order.carrier}, tracking number ${order.trackingNumber}.`,
    blocks: [
      greeting(about.name),
      paragraph(`Good news: your order ${order.number} is on its way. It left our house on ${day(about.at)}.`),
      {
        kind: 'rows',
        title: 'Your parcel',
        rows: [
          { label: 'Carrier', value: order.carrier },
          { label: 'Tracking number', value: order.trackingNumber, strong: true },
        ],
      },
      heading('What happens next'),
      paragraph('The carrier brings it to you. It can take a day until the tracking number is known there.'),
      orderLink(order, about),
    ],
  })
}

/** A guest shows the order's access token; a customer signs in. */
export function orderLink({ orderId }: { orderId: string }, { url, accessToken }: About): Block {
  const query = accessToken === undefined ? '' : `?accessToken=${encodeURIComponent(accessToken)}`
  return { kind: 'link', text: 'See your order', url: `${url}/orders/${orderId}${query}` }
}

function linesOf({ lines }: Told<'order.confirmed.v1'>): Row[] {
  return lines.map(({ name, quantity, options, unitPrice, lineTotal }) => {
    const notes = [...chosenOf(options), ...(quantity > 1 ? [`${money(unitPrice)} each`] : [])]
    return { label: `${quantity} × ${name}`, notes, value: money(lineTotal) }
  })
}

/** The note that tells variants of one thing apart; none where there is one only. */
export function chosenOf(options: Record<string, string>) {
  const chosen = Object.entries(options).map(([option, value]) => `${option}: ${value}`)
  return chosen.length > 0 ? [chosen.join(', ')] : []
}

function totalsOf({ subtotal, delivery, deliveryName, total }: Told<'order.confirmed.v1'>): Row[] {
  return [
    { label: 'Subtotal', value: money(subtotal) },
    { label: 'Delivery', notes: [deliveryName], value: priceOrFree(delivery) },
    { label: 'Total', value: money(total), strong: true },
  ]
}

function priceOrFree(price: Money) {
  return price.amount === 0 ? 'Free' : money(price)
}

const countries = new Intl.DisplayNames('en-GB', { type: 'region' })

function addressLines({ name, line1, line2, postcode, city, region, country }: Address) {
  return [name, line1, line2, `${postcode} ${city}`, region, countries.of(country)].filter(
    (line) => line !== undefined && line !== '',
  ) as string[]
}

/** Reasons are words for programs; only what helps the reader becomes a sentence. */
function whyDeclined(reason: string) {
  if (reason.includes('stock')) return ' Something in it sold out while you were ordering.'
  if (reason.includes('price')) return ' A price changed while you were ordering.'
  if (reason === 'payment_unreachable') return ' The payment could not be settled in time.'
  if (reason === 'payment_not_confirmed') return ' The payment was not confirmed at your bank in time.'
  if (/payment|declin|card|funds/.test(reason)) return ' The payment was declined.'
  return ''
}

/** What a person wrote is passed on; a program's word such as payment_lost is not. */
export function reasonGiven(reason: string | undefined): Block[] {
  if (reason === undefined || !/\s/.test(reason.trim())) return []
  return [heading('The reason given'), paragraph(reason.trim())]
}

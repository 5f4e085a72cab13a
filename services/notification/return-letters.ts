/** What we write to people about what they send back, one function for each kind of letter. */
import type { order } from '@souk/contracts/order.ts'
import type { EventData } from '@souk/platform/contract.ts'
import { money } from './format.ts'
import { type Block, greeting, heading, type Letter, letter, paragraph, type Row } from './layout.ts'
import { type About, chosenOf, orderLink, reasonGiven } from './letters.ts'

type Told<T extends keyof (typeof order)['events']> = EventData<typeof order, T>

export function returnDecided(told: Told<'order.return-decided.v1'>, about: About): Letter {
  return told.approved ? approved(told, about) : rejected(told, about)
}

function approved(told: Told<'order.return-decided.v1'>, about: About): Letter {
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `You can send it back: your return for order ${told.number}`,
    preview: 'How to send it, and when your money comes.',
    blocks: [
      greeting(about.name),
      paragraph(`We take back what you asked us to of your order ${told.number}.`),
      piecesOf(told.lines),
      ...reasonGiven(told.note),
      heading('What to do next'),
      paragraph(
        `Pack it so that it survives the journey, put a note with the number ${told.number} into the parcel, ` +
          'and keep the receipt until the money is back.',
      ),
      paragraph('We write to you again as soon as it is here and your money is on its way.'),
      { kind: 'link', text: 'Where to send it', url: `${about.url}/returns` },
      orderLink(told, about),
    ],
  })
}

function rejected(told: Told<'order.return-decided.v1'>, about: About): Letter {
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `Your return for order ${told.number} was not accepted`,
    preview: 'Please do not send it; write to us if you see it otherwise.',
    blocks: [
      greeting(about.name),
      paragraph(`We are sorry: we cannot take back what you asked us to of your order ${told.number}.`),
      piecesOf(told.lines),
      ...reasonGiven(told.note),
      heading('What to do next'),
      paragraph(
        'Please do not send it. If you see it otherwise, or if something is broken or not as described, write to us.',
      ),
      { kind: 'link', text: 'Write to us', url: `${about.url}/contact` },
      orderLink(told, about),
    ],
  })
}

export function returnReceived(told: Told<'order.returned.v1'>, about: About): Letter {
  const isPaid = told.refund.amount > 0
  return letter({
    shop: about.shop,
    because: 'of an order',
    subject: `We have received your return for order ${told.number}`,
    preview: isPaid ? `${money(told.refund)} goes back to you the way you paid.` : 'It has arrived at our house.',
    blocks: [
      greeting(about.name),
      paragraph(`What you sent back of your order ${told.number} has arrived. Thank you.`),
      piecesOf(told.lines, [{ label: 'Refunded for it', value: money(told.refund), strong: true }]),
      ...reasonGiven(told.note),
      heading('What happens next'),
      paragraph(
        isPaid
          ? 'The money goes back the way you paid. Depending on your bank, it arrives within five to ten working days.'
          : 'You need not do anything: what you paid for it went back to you before, or nothing was due for it.',
      ),
      orderLink(told, about),
    ],
  })
}

type Piece = { name: string; options: Record<string, string>; quantity: number }

function piecesOf(lines: readonly Piece[], more: Row[] = []): Block {
  const rows = lines.map(({ name, options, quantity }) => ({
    label: name,
    notes: chosenOf(options),
    value: `${quantity} ×`,
  }))
  return { kind: 'rows', title: 'What is sent back', rows: [...rows, ...more] }
}

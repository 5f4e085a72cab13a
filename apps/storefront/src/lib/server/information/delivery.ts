import type { Zone } from '@souk/contracts/delivery.ts'
import { country } from '#lib/format.ts'
import type { InEach, Language } from '#lib/language.ts'
import { money, number } from '#lib/money.ts'
import type { Block, Information, Table } from './information.ts'
import { zones } from './zones.ts'

type Method = Zone['methods'][number]

const words = {
  en: {
    zones: {
      home: 'Germany and Austria',
      eu: 'The rest of the European Union',
      europe: 'The rest of Europe',
      world: 'The world',
    },
    methods: { standard: 'Standard', express: 'Express', pickup: 'To a pick-up point' },
    way: 'How',
    days: 'Working days',
    upTo: (weight: string) => `Up to ${weight}\u00a0kg`,
    only: (weight: string) => `not above ${weight}\u00a0kg`,
    free: 'Free from',
    to: 'to',
  },
  de: {
    zones: {
      home: 'Deutschland und Österreich',
      eu: 'Übrige Europäische Union',
      europe: 'Übriges Europa',
      world: 'Welt',
    },
    methods: { standard: 'Standard', express: 'Express', pickup: 'An eine Abholstelle' },
    way: 'Wie',
    days: 'Werktage',
    upTo: (weight: string) => `Bis ${weight}\u00a0kg`,
    only: (weight: string) => `nicht über ${weight}\u00a0kg`,
    free: 'Kostenlos ab',
    to: 'bis',
  },
}

/** The steps of prices that are shown, in grams. */
const weights = [2_000, 5_000, 10_000, 31_500]

function tableOf({ id, methods }: Zone, language: Language): Table {
  const said = words[language]
  const kilos = (grams: number) => number(grams / 1_000, language)
  const price = ({ rates }: Method, weight: number) => {
    const rate = rates.find(({ upToWeight }) => upToWeight >= weight)
    if (rate !== undefined) return money(rate.price, language)
    return said.only(kilos(rates.at(-1)?.upToWeight ?? 0))
  }
  return {
    title: said.zones[id as keyof typeof said.zones],
    columns: [said.way, said.days, ...weights.map((weight) => said.upTo(kilos(weight))), said.free],
    rows: methods.map((method) => ({
      name: `${said.methods[method.id as keyof typeof said.methods]} (${method.carrier})`,
      cells: [
        method.days.from === method.days.to
          ? String(method.days.to)
          : `${method.days.from} ${said.to} ${method.days.to}`,
        ...weights.map((weight) => price(method, weight)),
        method.freeFrom === undefined ? '–' : money(method.freeFrom, language),
      ],
    })),
  }
}

function zoneBlocks(language: Language): Block[] {
  return zones.flatMap((zone) => {
    const names = zone.countries.map((code) => country(code, language)).sort((a, b) => a.localeCompare(b, language))
    const table: Block = { table: tableOf(zone, language) }
    return zone.id === 'home' ? [table] : [table, `${new Intl.ListFormat(language).format(names)}.`]
  })
}

export const delivery: InEach<Information> = {
  en: {
    title: 'Delivery',
    lead: 'What it costs and how long it takes, before you have put anything into a cart.',
    description: 'Delivery times and prices by country and weight, free delivery, tracking and pick-up points.',
    sections: [
      {
        title: 'Times and prices',
        blocks: [
          'Prices include tax and go by the weight of the whole parcel, packed from everything in your order. At the checkout you see the options that fit your cart and your address, each with the days on which it arrives.',
          ...zoneBlocks('en'),
        ],
      },
      {
        title: 'When it leaves',
        blocks: [
          'What you order before 14:00 UTC on a working day is handed to the carrier the same day; otherwise on the next working day. Working days are Monday to Friday. Public holidays can make it a day later.',
          'As soon as your parcel is on its way, we write to you with its tracking number. You find it with your order as well: in [your account](/account), or by [number and e-mail address](/orders/find) if you ordered as a guest.',
        ],
      },
      {
        title: 'If something goes wrong',
        blocks: [
          {
            list: [
              'Until the parcel is handed over, you can cancel the order on its page, and the money goes back by itself.',
              'If it is late, lost or damaged, [write to us](/contact). We look for it, send it again or pay you back. The risk of the way is ours.',
              'A wrong address can be put right until the parcel leaves: write to us with the number of your order.',
            ],
          },
        ],
      },
    ],
  },
  de: {
    title: 'Versand',
    lead: 'Was er kostet und wie lange er dauert, noch bevor Sie etwas in den Warenkorb gelegt haben.',
    description: 'Lieferzeiten und Versandkosten nach Land und Gewicht, versandfreie Lieferung, Sendungsverfolgung.',
    sections: [
      {
        title: 'Zeiten und Preise',
        blocks: [
          'Die Preise enthalten die Steuern und richten sich nach dem Gewicht des ganzen Pakets, also aller Artikel Ihrer Bestellung. An der Kasse sehen Sie die Möglichkeiten, die zu Ihrem Warenkorb und Ihrer Adresse passen, jeweils mit den Tagen, an denen das Paket ankommt.',
          ...zoneBlocks('de'),
        ],
      },
      {
        title: 'Wann das Paket abgeht',
        blocks: [
          'Was Sie an einem Werktag vor 14:00 Uhr UTC bestellen, übergeben wir noch am selben Tag, sonst am nächsten Werktag. Werktage sind hier Montag bis Freitag. An Feiertagen kann es einen Tag länger dauern.',
          'Sobald Ihr Paket unterwegs ist, schreiben wir Ihnen die Sendungsnummer. Sie finden sie auch bei Ihrer Bestellung: in [Ihrem Konto](/account), oder über [Nummer und E-Mail-Adresse](/orders/find), wenn Sie als Gast bestellt haben.',
        ],
      },
      {
        title: 'Wenn etwas schiefgeht',
        blocks: [
          {
            list: [
              'Bis das Paket übergeben ist, können Sie die Bestellung auf ihrer Seite stornieren. Das Geld kommt von selbst zurück.',
              'Ist es verspätet, verloren oder beschädigt, [schreiben Sie uns](/contact). Wir suchen es, schicken es noch einmal oder erstatten den Preis. Das Risiko des Weges tragen wir.',
              'Eine falsche Adresse lässt sich berichtigen, bis das Paket abgeht: Schreiben Sie uns mit der Nummer Ihrer Bestellung.',
            ],
          },
        ],
      },
    ],
  },
}

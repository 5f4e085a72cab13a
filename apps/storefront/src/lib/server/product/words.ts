/**
 * The words of a product's page. They come with its data, in the page's language only: among the page's scripts they would
 * be a part of what every reader has to load before the page answers.
 */
import type { Language } from '#lib/language.ts'

const all = {
  en: {
    pictures: 'Pictures',
    larger: 'Larger view',
    close: 'Close',
    sku: 'Item',
    tax: 'Includes tax, plus',
    delivery: 'delivery',
    notMade: 'not made like this',
    soldOut: 'Sold out',
    inStock: 'In stock',
    few: 'Only a few left',
    show: 'Show this choice',
    quantity: 'Quantity',
    add: 'Add to cart',
    lost: 'That did not get through. Try again: it counts once.',
    toCart: 'To the cart',
    checkout: 'Checkout',
    about: 'About it',
    details: 'Details',
    related: 'Goes well with it',
    promises: [
      {
        title: 'Delivery',
        text: '1 to 3 working days in Germany and Austria, 3 to 6 in the rest of the European Union.',
        path: '/delivery',
        link: 'All times and prices',
      },
      {
        title: 'Returns',
        text: 'Send it back within 30 days, for any reason or none.',
        path: '/returns',
        link: 'How to return',
      },
    ],
  },
  de: {
    pictures: 'Bilder',
    larger: 'Größere Ansicht',
    close: 'Schließen',
    sku: 'Artikel',
    tax: 'Inkl. Steuern, zzgl.',
    delivery: 'Versand',
    notMade: 'gibt es so nicht',
    soldOut: 'Ausverkauft',
    inStock: 'Auf Lager',
    few: 'Nur noch wenige da',
    show: 'Diese Auswahl zeigen',
    quantity: 'Anzahl',
    add: 'In den Warenkorb',
    lost: 'Das ist nicht angekommen. Versuchen Sie es erneut: es zählt nur einmal.',
    toCart: 'Zum Warenkorb',
    checkout: 'Zur Kasse',
    about: 'Beschreibung',
    details: 'Details',
    related: 'Passt dazu',
    promises: [
      {
        title: 'Lieferung',
        text: '1 bis 3 Werktage in Deutschland und Österreich, 3 bis 6 in der übrigen Europäischen Union.',
        path: '/delivery',
        link: 'Alle Zeiten und Preise',
      },
      {
        title: 'Rückgabe',
        text: 'Innerhalb von 30 Tagen, auch ohne Angabe von Gründen.',
        path: '/returns',
        link: 'So geht die Rückgabe',
      },
    ],
  },
} satisfies Record<Language, unknown>

const onlyLeft = {
  en: (count: number) => `Only ${count} left`,
  de: (count: number) => `Nur noch ${count} da`,
}

export function wordsFor(language: Language) {
  return all[language]
}

/** @param left how many, where that is known */
export function stockLine(availability: 'in_stock' | 'low' | 'out', left: number | undefined, language: Language) {
  const { soldOut, few, inStock } = all[language]
  if (availability === 'out') return soldOut
  if (availability === 'in_stock') return inStock
  return left === undefined ? few : onlyLeft[language](left)
}

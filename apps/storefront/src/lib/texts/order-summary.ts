export const orderSummary = {
  items: { en: 'Items', de: 'Artikel' },
  each: { en: (price: string) => `${price} each`, de: (price: string) => `je ${price}` },
  quantity: { en: 'Quantity', de: 'Anzahl' },
  subtotal: { en: 'Subtotal', de: 'Zwischensumme' },
  delivery: { en: 'Delivery', de: 'Versand' },
  free: { en: 'Free', de: 'Kostenlos' },
  total: { en: 'Total', de: 'Gesamtsumme' },
  refunded: { en: 'Refunded', de: 'Erstattet' },
  taxIncluded: {
    en: (tax: string) => `The total includes ${tax} tax.`,
    de: (tax: string) => `Die Gesamtsumme enthält ${tax} Steuern.`,
  },
  address: { en: 'Delivery address', de: 'Lieferadresse' },
  expected: {
    en: (days: string) => `Expected ${days}`,
    de: (days: string) => `Voraussichtlich ${days}`,
  },
}

/** Words of the listings that are put together on the server. */
const things = {
  en: (count: string, isOne: boolean) => (isOne ? '1 product' : `${count} products`),
  de: (count: string, isOne: boolean) => (isOne ? '1 Produkt' : `${count} Produkte`),
}

export const listingWords = {
  everything: { en: 'Everything', de: 'Alles' },
  everythingDescription: {
    en: 'All we sell for running, hiking, cycling, climbing, swimming and winter, to be narrowed by size, colour, brand and price.',
    de: 'Alles, was wir zum Laufen, Wandern, Radfahren, Klettern, Schwimmen und für den Winter führen, nach Größe, Farbe, Marke und Preis auswählbar.',
  },
  search: { en: 'Search', de: 'Suche' },
  resultsFor: { en: (q: string) => `Results for “${q}”`, de: (q: string) => `Ergebnisse für „${q}“` },
  filters: {
    en: (chosen: number) => (chosen === 0 ? 'Filters' : `Filters (${chosen})`),
    de: (chosen: number) => (chosen === 0 ? 'Filter' : `Filter (${chosen})`),
  },
  close: { en: 'Close', de: 'Schließen' },
  show: { en: 'Show products', de: 'Produkte zeigen' },
  more: { en: (count: number) => `${count} more`, de: (count: number) => `${count} weitere` },
  anyPrice: { en: 'Any price', de: 'Jeder Preis' },
  sort: { en: 'Sort by', de: 'Sortieren nach' },
  apply: { en: 'Apply', de: 'Anwenden' },
  chosen: { en: 'Chosen filters', de: 'Gewählte Filter' },
  remove: { en: 'Remove filter', de: 'Filter entfernen' },
  clear: { en: 'Clear all', de: 'Alle entfernen' },
  products: { en: 'Products', de: 'Produkte' },
  pages: { en: 'Pages', de: 'Seiten' },
  pageName: { en: 'Page', de: 'Seite' },
  previous: { en: 'Previous', de: 'Zurück' },
  next: { en: 'Next', de: 'Weiter' },
  kinds: { en: 'In this category', de: 'In dieser Kategorie' },
  stalls: { en: 'The stalls', de: 'Die Stände' },
  count: {
    en: (count: string, isOne: boolean, page: number, last: number) =>
      `${things.en(count, isOne)}${last > 1 ? `, page ${page} of ${last}` : ''}`,
    de: (count: string, isOne: boolean, page: number, last: number) =>
      `${things.de(count, isOne)}${last > 1 ? `, Seite ${page} von ${last}` : ''}`,
  },
  category: { en: 'Category', de: 'Kategorie' },
  brand: { en: 'Brand', de: 'Marke' },
  price: { en: 'Price', de: 'Preis' },
  availability: { en: 'Availability', de: 'Verfügbarkeit' },
  onlyInStock: { en: 'Only what is in stock', de: 'Nur Lieferbares' },
  inStock: { en: 'In stock', de: 'Lieferbar' },
  priceFrom: { en: (price: string) => `${price} and more`, de: (price: string) => `ab ${price}` },
  priceUpTo: { en: (price: string) => `up to ${price}`, de: (price: string) => `bis ${price}` },
  emptyFilters: {
    en: { title: 'Nothing fits all of this at once', advice: ['Take away one of your filters, or clear them all.'] },
    de: {
      title: 'Nichts passt auf all das zugleich',
      advice: ['Nehmen Sie einen Filter weg, oder entfernen Sie alle.'],
    },
  },
  emptySearch: {
    en: {
      title: 'We found nothing by that name',
      advice: [
        'Look for a slip of the keyboard.',
        'Try fewer words, or a plainer one: “jacket” instead of a model’s name.',
        'Or walk through one of the stalls below.',
      ],
    },
    de: {
      title: 'Unter diesem Namen haben wir nichts gefunden',
      advice: [
        'Schauen Sie, ob sich ein Tippfehler eingeschlichen hat.',
        'Versuchen Sie es mit weniger oder allgemeineren Wörtern: „Jacke“ statt eines Modellnamens.',
        'Oder gehen Sie durch einen der Stände hier unten.',
      ],
    },
  },
  emptyShelf: {
    en: {
      title: 'This shelf is empty just now',
      advice: ['New goods are on their way. Look around the other stalls.'],
    },
    de: {
      title: 'Dieses Regal ist gerade leer',
      advice: ['Neue Ware ist unterwegs. Sehen Sie sich an den anderen Ständen um.'],
    },
  },
}

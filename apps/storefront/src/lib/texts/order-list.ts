export const orderList = {
  title: { en: 'Orders', de: 'Bestellungen' },
  number: { en: (number: string) => `Order ${number}`, de: (number: string) => `Bestellung ${number}` },
  more: { en: (count: number) => `+${count}`, de: (count: number) => `+${count}` },
  open: {
    pending: { en: 'See how it goes on', de: 'Sehen, wie es weitergeht' },
    declined: { en: 'Try again', de: 'Noch einmal versuchen' },
  },
  none: { en: 'You have not ordered anything yet.', de: 'Sie haben noch nichts bestellt.' },
  noneHint: {
    en: 'Ordered without an account, or with another e-mail address?',
    de: 'Ohne Konto oder mit einer anderen E-Mail-Adresse bestellt?',
  },
  find: { en: 'Find that order', de: 'Diese Bestellung finden' },
  browse: { en: 'Walk through the market', de: 'Durch den Markt gehen' },
  older: { en: 'Older orders', de: 'Ältere Bestellungen' },
  newest: { en: 'Back to the newest', de: 'Zurück zu den neuesten' },
  pages: { en: 'Pages', de: 'Seiten' },
  noOlder: { en: 'There are no older orders.', de: 'Es gibt keine älteren Bestellungen.' },
}

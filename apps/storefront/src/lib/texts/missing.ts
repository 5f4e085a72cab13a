/** What a page says quietly where it has to do without a part of the shop. */
export const missingTexts = {
  catalogue: {
    en: 'Parts of the catalogue are out of reach right now; what you see may be a few minutes old.',
    de: 'Teile des Katalogs sind gerade nicht erreichbar; was Sie sehen, kann einige Minuten alt sein.',
  },
  stock: { en: 'We cannot see the stock right now.', de: 'Wir sehen den Bestand gerade nicht.' },
  cart: {
    en: 'Your cart is out of reach right now. Nothing in it is lost; it will be back in a moment.',
    de: 'Ihr Warenkorb ist gerade nicht erreichbar. Nichts darin ist verloren; er ist gleich wieder da.',
  },
  account: {
    en: 'Accounts are out of reach right now. You can shop on as a guest.',
    de: 'Konten sind gerade nicht erreichbar. Sie können als Gast weiter einkaufen.',
  },
  orders: {
    en: 'Orders are out of reach right now. None is lost; look again in a moment.',
    de: 'Bestellungen sind gerade nicht erreichbar. Keine ist verloren; schauen Sie gleich noch einmal.',
  },
  delivery: {
    en: 'Delivery times cannot be looked up right now.',
    de: 'Lieferzeiten sind gerade nicht abrufbar.',
  },
}

/** What a change of the cart answers where it cannot be done. Said by the server alone. */
export const cartChanges = {
  closed: {
    en: 'The cart that you were looking at was ordered or joined with another one meanwhile, so we changed nothing. This is your cart now.',
    de: 'Der Warenkorb, den Sie vor sich hatten, wurde inzwischen bestellt oder mit einem anderen zusammengelegt; wir haben nichts geändert. Das ist jetzt Ihr Warenkorb.',
  },
  notSold: {
    en: 'This is no longer sold, so we could not change it.',
    de: 'Das wird nicht mehr verkauft, deshalb konnten wir es nicht ändern.',
  },
  quantity: {
    en: 'Type a quantity from 0 to 999.',
    de: 'Geben Sie eine Anzahl von 0 bis 999 ein.',
  },
  away: {
    en: 'Your cart is out of reach right now, so this change is not saved. Nothing in it is lost: try again in a moment.',
    de: 'Ihr Warenkorb ist gerade nicht erreichbar, diese Änderung ist nicht gespeichert. Nichts darin ist verloren: versuchen Sie es gleich noch einmal.',
  },
  tooMany: {
    en: 'A cart holds 100 different items. Order these first.',
    de: 'Ein Warenkorb fasst 100 verschiedene Artikel. Bestellen Sie diese zuerst.',
  },
}

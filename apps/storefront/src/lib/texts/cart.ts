export const cartTexts = {
  title: { en: 'Your cart', de: 'Ihr Warenkorb' },
  sku: { en: 'Item no.', de: 'Art.-Nr.' },
  quantity: { en: 'Quantity', de: 'Anzahl' },
  quantityOf: { en: (name: string) => `Quantity of ${name}`, de: (name: string) => `Anzahl von ${name}` },
  fewer: { en: (name: string) => `One ${name} fewer`, de: (name: string) => `${name}: eins weniger` },
  more: { en: (name: string) => `One ${name} more`, de: (name: string) => `${name}: eins mehr` },
  update: { en: 'Update', de: 'Übernehmen' },
  remove: { en: 'Remove', de: 'Entfernen' },
  removeOne: { en: (name: string) => `Remove ${name}`, de: (name: string) => `${name} entfernen` },
  each: { en: (price: string) => `${price} each`, de: (price: string) => `je ${price}` },
  removed: {
    en: (name: string) => `${name} is out of your cart.`,
    de: (name: string) => `${name} ist nicht mehr in Ihrem Warenkorb.`,
  },
  undo: { en: 'Put it back', de: 'Zurücklegen' },
  priceUp: {
    en: (before: string, now: string) => `The price has gone up from ${before} to ${now} since you put this in.`,
    de: (before: string, now: string) => `Der Preis ist von ${before} auf ${now} gestiegen, seit Sie es hineinlegten.`,
  },
  priceDown: {
    en: (before: string, now: string) => `Good news: the price has gone down from ${before} to ${now}.`,
    de: (before: string, now: string) => `Gute Nachricht: Der Preis ist von ${before} auf ${now} gesunken.`,
  },
  acceptPrice: { en: 'OK, take it', de: 'Einverstanden' },
  onlyLeft: {
    en: (count: number) => `Only ${count} left.`,
    de: (count: number) => `Nur noch ${count} da.`,
  },
  take: { en: (count: number) => `Take ${count}`, de: (count: number) => `${count} nehmen` },
  outOfStock: {
    en: 'Sold out right now. Remove it to order the rest, or keep it here and look in again.',
    de: 'Gerade ausverkauft. Entfernen Sie es, um den Rest zu bestellen, oder lassen Sie es hier und schauen Sie wieder vorbei.',
  },
  notSold: {
    en: 'We no longer sell this. It is not part of the sum; remove it to order the rest.',
    de: 'Das führen wir nicht mehr. Es zählt nicht zur Summe; entfernen Sie es, um den Rest zu bestellen.',
  },
  subtotal: { en: 'Subtotal', de: 'Zwischensumme' },
  taxIncluded: { en: 'Prices include tax.', de: 'Preise inklusive Steuern.' },
  deliveryTo: {
    en: (country: string, price: string) => `Delivery to ${country} from ${price}`,
    de: (country: string, price: string) => `Versand nach ${country} ab ${price}`,
  },
  deliveryFree: {
    en: (country: string) => `Free delivery to ${country}`,
    de: (country: string) => `Kostenloser Versand nach ${country}`,
  },
  arrives: { en: (days: string) => `Arrives ${days}`, de: (days: string) => `Kommt ${days}` },
  deliveryLater: {
    en: 'Delivery is added at checkout, before you pay.',
    de: 'Der Versand kommt an der Kasse dazu, bevor Sie zahlen.',
  },
  checkout: { en: 'To checkout', de: 'Zur Kasse' },
  goOn: { en: 'Shop on', de: 'Weiter einkaufen' },
  summary: { en: 'Summary', de: 'Übersicht' },
  saved: {
    en: (name: string, quantity: number, subtotal: string) => `${name}: ${quantity}. Subtotal ${subtotal}.`,
    de: (name: string, quantity: number, subtotal: string) => `${name}: ${quantity}. Zwischensumme ${subtotal}.`,
  },
  notSaved: {
    en: 'We could not reach the shop, so this change is not saved. Your cart is as you see it: try again in a moment.',
    de: 'Der Laden war nicht erreichbar, diese Änderung ist nicht gespeichert. Ihr Warenkorb ist so, wie Sie ihn sehen: versuchen Sie es gleich noch einmal.',
  },
  empty: { en: 'Your cart is empty', de: 'Ihr Warenkorb ist leer' },
  emptyHelp: {
    en: 'Whatever you put in stays here for 60 days, on this device, without an account.',
    de: 'Was Sie hineinlegen, bleibt 60 Tage hier, auf diesem Gerät, ohne Konto.',
  },
  emptySignIn: { en: 'Do you have a cart in your account?', de: 'Haben Sie einen Warenkorb in Ihrem Konto?' },
  signIn: { en: 'Sign in', de: 'Melden Sie sich an' },
  signInHint: {
    en: 'to have your saved addresses at hand. This cart comes along.',
    de: 'dann sind Ihre Adressen zur Hand. Dieser Warenkorb kommt mit.',
  },
  best: { en: 'What others buy', de: 'Was andere kaufen' },
  newest: { en: 'Just arrived', de: 'Neu eingetroffen' },
  away: { en: 'Your cart is safe, just out of reach', de: 'Ihr Warenkorb ist sicher, nur gerade nicht erreichbar' },
  awayHelp: {
    en: 'Nothing in it is lost. It is back as soon as we can reach it again, usually within a minute.',
    de: 'Nichts darin ist verloren. Er ist wieder da, sobald wir ihn erreichen, meist binnen einer Minute.',
  },
  again: { en: 'Try again', de: 'Erneut versuchen' },
  ordered: { en: 'This cart has been ordered', de: 'Dieser Warenkorb wurde bestellt' },
  orderedHelp: {
    en: 'Your order reached us, even if you did not see our answer. The letter with all details is in your mailbox; you can also look the order up. Do not order again.',
    de: 'Ihre Bestellung ist bei uns angekommen, auch wenn Sie unsere Antwort nicht gesehen haben. Alle Einzelheiten stehen in unserer E-Mail; Sie können die Bestellung auch aufrufen. Bestellen Sie nicht noch einmal.',
  },
  findOrder: { en: 'Find my order', de: 'Bestellung finden' },
  justOrdered: {
    en: (number: string) => `Your order ${number} is placed.`,
    de: (number: string) => `Ihre Bestellung ${number} ist aufgegeben.`,
  },
  waiting: {
    en: (number: string) =>
      `You have ordered this already as ${number}: we are waiting for your bank. There is nothing more to do.`,
    de: (number: string) =>
      `Das haben Sie schon als ${number} bestellt: Wir warten auf Ihre Bank. Es ist nichts weiter zu tun.`,
  },
  seeWaiting: { en: 'See how it stands', de: 'Den Stand ansehen' },
  seeOrder: { en: 'See the order', de: 'Bestellung ansehen' },
}

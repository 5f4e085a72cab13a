/** What is said after “Add to cart”. Only the server needs it, so it stays out of the browser. */
export const refusals = {
  not_made: {
    en: 'That combination is not made. Here is the one that comes closest.',
    de: 'Diese Kombination gibt es nicht. Hier ist die ähnlichste.',
  },
  quantity: {
    en: 'Enter how many you want: a whole number from 1 to 999.',
    de: 'Geben Sie an, wie viele Sie möchten: eine ganze Zahl von 1 bis 999.',
  },
  sold_out: {
    en: 'This one has just sold out. Choose another, or look at what is similar below.',
    de: 'Dieser Artikel ist gerade ausverkauft. Wählen Sie einen anderen, oder sehen Sie sich unten Ähnliches an.',
  },
  unknown_sku: {
    en: 'This is no longer sold. Nothing was put into your cart.',
    de: 'Dies wird nicht mehr verkauft. Es wurde nichts in den Warenkorb gelegt.',
  },
  too_many_lines: {
    en: 'Your cart holds 100 different things, which is as much as fits. Order these first, or remove one.',
    de: 'Ihr Warenkorb enthält 100 verschiedene Artikel, mehr passen nicht hinein. Bestellen Sie diese zuerst, oder entfernen Sie einen.',
  },
  too_many_requests: {
    en: 'That was very fast. Wait a moment, then try again.',
    de: 'Das ging sehr schnell. Warten Sie einen Augenblick, und versuchen Sie es dann erneut.',
  },
  away: {
    en: 'Your cart is out of reach right now. Try again in a moment: this click counts once, even if it did arrive.',
    de: 'Ihr Warenkorb ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal: dieser Klick zählt nur einmal, auch falls er doch angekommen ist.',
  },
}

export type Refusal = keyof typeof refusals

type Line = { quantity: number; name: string; values: string; inAll: number }

export const outcomes = {
  added: {
    en: ({ quantity, name, values, inAll }: Line) =>
      `In your cart: ${quantity} × ${name}${values && ` (${values})`}${inAll > quantity ? `, ${inAll} in all` : ''}`,
    de: ({ quantity, name, values, inAll }: Line) =>
      `Im Warenkorb: ${quantity} × ${name}${values && ` (${values})`}${inAll > quantity ? `, zusammen ${inAll}` : ''}`,
  },
  onlyLeft: {
    en: (left: number, inAll: number) =>
      `Only ${left} ${left === 1 ? 'is' : 'are'} left, and your cart holds ${inAll}. Lower the number before you order.`,
    de: (left: number, inAll: number) =>
      `Nur noch ${left} ${left === 1 ? 'ist' : 'sind'} da, und in Ihrem Warenkorb liegen ${inAll}. Verringern Sie die Anzahl, bevor Sie bestellen.`,
  },
}

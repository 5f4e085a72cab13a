export const checkout = {
  title: { en: 'Checkout', de: 'Kasse' },
  faulty: { en: 'Error', de: 'Fehler' },
  signInQuestion: { en: 'Have an account?', de: 'Haben Sie ein Konto?' },
  signIn: { en: 'Sign in', de: 'Anmelden' },
  guestHint: { en: 'You can also order without one.', de: 'Sie können auch ohne bestellen.' },
  contact: { en: 'Contact', de: 'Kontakt' },
  email: { en: 'E-mail', de: 'E-Mail' },
  emailHint: { en: 'For the confirmation and the tracking number.', de: 'Für Bestätigung und Sendungsnummer.' },
  address: { en: 'Delivery address', de: 'Lieferadresse' },
  otherAddress: { en: 'Another address', de: 'Eine andere Adresse' },
  name: { en: 'Full name', de: 'Vor- und Nachname' },
  line1: { en: 'Street and number', de: 'Straße und Hausnummer' },
  addLine2: { en: 'Add company, flat or floor', de: 'Firma, Wohnung oder Stockwerk angeben' },
  line2: { en: 'Company, flat or floor (optional)', de: 'Firma, Wohnung oder Stockwerk (freiwillig)' },
  postcode: { en: 'Postcode', de: 'Postleitzahl' },
  city: { en: 'City', de: 'Ort' },
  country: { en: 'Country', de: 'Land' },
  delivery: { en: 'Delivery', de: 'Versand' },
  showOptions: { en: 'Show delivery options', de: 'Versandarten anzeigen' },
  free: { en: 'Free', de: 'Kostenlos' },
  arrives: { en: (days: string) => `Arrives ${days}`, de: (days: string) => `Kommt ${days}` },
  noDay: {
    en: 'No day can be promised right now',
    de: 'Gerade lässt sich kein Tag versprechen',
  },
  noOptions: {
    en: 'We have no delivery for this parcel to this country. Choose another country, or write to us.',
    de: 'Für dieses Paket haben wir keinen Versand in dieses Land. Wählen Sie ein anderes Land, oder schreiben Sie uns.',
  },
  optionsAway: {
    en: 'Delivery cannot be looked up right now. Your cart and all that you typed are kept: try again in a moment.',
    de: 'Der Versand ist gerade nicht abrufbar. Ihr Warenkorb und alles, was Sie eingegeben haben, bleiben erhalten: versuchen Sie es gleich noch einmal.',
  },
  oldOptions: {
    en: 'Delivery cannot be looked up right now. These are the prices that we know; should yours differ, we ask you before anything is charged.',
    de: 'Der Versand ist gerade nicht abrufbar. Das sind die Preise, die wir kennen; sollte Ihrer abweichen, fragen wir Sie, bevor etwas berechnet wird.',
  },
  optionsFor: {
    en: (country: string) => `Delivery options for ${country} are shown.`,
    de: (country: string) => `Die Versandarten für ${country} werden angezeigt.`,
  },
  payment: { en: 'Payment', de: 'Zahlung' },
  paymentHint: {
    en: 'This shop runs with a test bank: no money moves. Choose how it shall behave.',
    de: 'Dieser Laden läuft mit einer Testbank: Es fließt kein Geld. Wählen Sie, wie sie sich verhalten soll.',
  },
  byCard: { en: 'Card', de: 'Karte' },
  byCardHint: {
    en: 'Your card goes to Stripe, never to us. Your bank may ask you to confirm.',
    de: 'Ihre Karte geht an Stripe, nie an uns. Vielleicht bittet Ihre Bank um eine Bestätigung.',
  },
  cardFields: { en: 'Card details', de: 'Kartendaten' },
  cardLoading: { en: 'Fetching the card fields …', de: 'Die Kartenfelder werden geholt …' },
  cardAway: {
    en: 'The card fields could not be loaded. Reload the page to try again: all that you typed is kept.',
    de: 'Die Kartenfelder ließen sich nicht laden. Laden Sie die Seite neu: Alles, was Sie eingegeben haben, bleibt erhalten.',
  },
  cardNeedsScript: {
    en: 'Paying by card needs JavaScript in your browser, since Stripe itself asks for the card.',
    de: 'Mit Karte zahlen Sie hier nur mit JavaScript im Browser, weil Stripe selbst nach der Karte fragt.',
  },
  byTest: { en: 'Test bank', de: 'Testbank' },
  noPayment: {
    en: 'One cannot pay here right now. Your cart and all that you typed are kept: try again in a moment.',
    de: 'Hier kann man gerade nicht bezahlen. Ihr Warenkorb und alles, was Sie eingegeben haben, bleiben erhalten: versuchen Sie es gleich noch einmal.',
  },
  review: { en: 'Your order', de: 'Ihre Bestellung' },
  change: { en: 'Change the cart', de: 'Warenkorb ändern' },
  lineProblem: {
    en: 'Something in your cart needs a look: a price, or what is left of it.',
    de: 'In Ihrem Warenkorb ist etwas zu prüfen: ein Preis, oder wie viel noch da ist.',
  },
  taxIncluded: { en: 'All prices include tax.', de: 'Alle Preise inklusive Steuern.' },
  buy: { en: (total: string) => `Buy now – ${total}`, de: (total: string) => `Jetzt kaufen – ${total}` },
  placing: { en: 'Placing your order …', de: 'Ihre Bestellung wird aufgegeben …' },
  once: {
    en: 'Press it once or twice: it is one order.',
    de: 'Einmal oder zweimal gedrückt: es ist eine Bestellung.',
  },
  terms: {
    en: 'With this button you place a binding order. What applies are our',
    de: 'Mit diesem Knopf bestellen Sie zahlungspflichtig. Es gelten unsere',
  },
  termsLink: { en: 'terms', de: 'AGB' },
  lostTitle: { en: 'We could not confirm your order', de: 'Wir konnten Ihre Bestellung nicht bestätigen' },
  lost: {
    en: 'No answer reached this browser. All that you typed is still here. Press the button again: you cannot be charged twice.',
    de: 'Keine Antwort hat diesen Browser erreicht. Alles, was Sie eingegeben haben, ist noch da. Drücken Sie den Knopf noch einmal: Sie können nicht doppelt belastet werden.',
  },
  empty: { en: 'There is nothing to check out', de: 'Hier gibt es nichts zu bezahlen' },
  emptyHelp: {
    en: 'Your cart is empty. Put something in, and come back.',
    de: 'Ihr Warenkorb ist leer. Legen Sie etwas hinein und kommen Sie wieder.',
  },
  shop: { en: 'Look around', de: 'Umsehen' },
  placed: { en: 'Your order is placed', de: 'Ihre Bestellung ist aufgegeben' },
  placedHelp: {
    en: (number: string) => `Order ${number} is safe with us. There is nothing more to do, and nothing to pay again.`,
    de: (number: string) =>
      `Bestellung ${number} ist sicher bei uns. Es ist nichts weiter zu tun und nichts noch einmal zu zahlen.`,
  },
  away: { en: 'Your cart is safe, just out of reach', de: 'Ihr Warenkorb ist sicher, nur gerade nicht erreichbar' },
  awayHelp: {
    en: 'Nothing in it is lost, nor what you typed here. Try again in a moment.',
    de: 'Nichts darin ist verloren, auch nicht, was Sie hier eingegeben haben. Versuchen Sie es gleich noch einmal.',
  },
  again: { en: 'Try again', de: 'Erneut versuchen' },
  seeOrder: { en: 'See the order', de: 'Bestellung ansehen' },
  findOrder: { en: 'Find my order', de: 'Bestellung finden' },
  ordered: { en: 'This cart has been ordered', de: 'Dieser Warenkorb wurde bestellt' },
  orderedHelp: {
    en: 'The order reached us, even if you did not see our answer. Its details are in the letter that we sent. Do not order again.',
    de: 'Die Bestellung ist bei uns angekommen, auch wenn Sie unsere Antwort nicht gesehen haben. Alles Weitere steht in unserer E-Mail. Bestellen Sie nicht noch einmal.',
  },
}

/** The test bank's cards. */
export const testCards = [
  {
    token: 'tok_ok',
    name: { en: 'Test card that works', de: 'Testkarte, die funktioniert' },
    hint: { en: 'The bank agrees at once.', de: 'Die Bank stimmt sofort zu.' },
  },
  {
    token: 'tok_declined',
    name: { en: 'Test card that is declined', de: 'Testkarte, die abgelehnt wird' },
    hint: { en: 'The bank says no; nothing is charged.', de: 'Die Bank lehnt ab; nichts wird berechnet.' },
  },
  {
    token: 'tok_slow',
    name: { en: 'Test card of a slow bank', de: 'Testkarte einer langsamen Bank' },
    hint: { en: 'The answer takes three seconds.', de: 'Die Antwort braucht drei Sekunden.' },
  },
  {
    token: 'tok_unreachable',
    name: { en: 'Test card of a bank that does not answer', de: 'Testkarte einer Bank, die nicht antwortet' },
    hint: {
      en: 'The order waits, and is settled without you.',
      de: 'Die Bestellung wartet und wird ohne Sie geklärt.',
    },
  },
  {
    token: 'tok_lost_answer',
    name: { en: 'Test card whose answer gets lost', de: 'Testkarte, deren Antwort verloren geht' },
    hint: {
      en: 'The bank agrees, but the line breaks; we ask again.',
      de: 'Die Bank stimmt zu, aber die Leitung bricht ab; wir fragen nach.',
    },
  },
]

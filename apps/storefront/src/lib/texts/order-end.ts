/** The pages after the button: while the bank is asked, and when all is done. */
export const confirming = {
  title: { en: 'Confirming your payment …', de: 'Ihre Zahlung wird bestätigt …' },
  text: {
    en: 'Your bank has not answered yet, so we ask it again. This usually takes a few seconds.',
    de: 'Ihre Bank hat noch nicht geantwortet, deshalb fragen wir nach. Das dauert meist wenige Sekunden.',
  },
  action: { en: 'Your bank asks you to confirm', de: 'Ihre Bank bittet um Bestätigung' },
  actionText: {
    en: 'Confirm the payment at your bank, and you come back here. Until then your things are kept for you, for a quarter of an hour.',
    de: 'Bestätigen Sie die Zahlung bei Ihrer Bank, dann kommen Sie hierher zurück. Bis dahin halten wir Ihre Sachen eine Viertelstunde lang für Sie bereit.',
  },
  toBank: { en: 'Go to my bank', de: 'Zu meiner Bank' },
  returned: {
    en: 'We are asking your bank what you decided. Should you not have finished there, you can go on.',
    de: 'Wir fragen Ihre Bank, wie Sie entschieden haben. Falls Sie dort noch nicht fertig waren, können Sie weitermachen.',
  },
  order: { en: (number: string) => `Order ${number}`, de: (number: string) => `Bestellung ${number}` },
  safe: {
    en: 'You may stay, refresh or leave: nothing is lost, and you pay once at most.',
    de: 'Sie können bleiben, neu laden oder gehen: Nichts geht verloren, und Sie zahlen höchstens einmal.',
  },
  lateTitle: {
    en: (number: string) => `Your order ${number} is safe with us`,
    de: (number: string) => `Ihre Bestellung ${number} ist sicher bei uns`,
  },
  lateTitlePlain: { en: 'Your order is safe with us', de: 'Ihre Bestellung ist sicher bei uns' },
  late: {
    en: 'Your bank is slow today. We write to you as soon as it answers. There is nothing more to do: please do not order again.',
    de: 'Ihre Bank ist heute langsam. Wir schreiben Ihnen, sobald sie antwortet. Es ist nichts weiter zu tun: Bitte bestellen Sie nicht noch einmal.',
  },
  lateWhere: {
    en: 'This page still looks now and then, and shows the answer when it comes.',
    de: 'Diese Seite sieht weiter ab und zu nach und zeigt die Antwort, wenn sie kommt.',
  },
  see: { en: 'See the order', de: 'Bestellung ansehen' },
  shop: { en: 'Shop on', de: 'Weiter einkaufen' },
}

export const thanks = {
  title: { en: 'Thank you!', de: 'Vielen Dank!' },
  pageTitle: { en: (number: string) => `Order ${number}`, de: (number: string) => `Bestellung ${number}` },
  number: { en: 'Your order', de: 'Ihre Bestellung' },
  cancelled: { en: 'This order is cancelled', de: 'Diese Bestellung ist storniert' },
  cancelledText: {
    en: 'Nothing will be sent. Whatever was charged goes back the way you paid.',
    de: 'Es wird nichts verschickt. Was berechnet wurde, geht auf dem Zahlungsweg zurück.',
  },
  letter: {
    en: (email: string) => `The confirmation is on its way to ${email}.`,
    de: (email: string) => `Die Bestätigung ist unterwegs an ${email}.`,
  },
  next: { en: 'What happens next', de: 'Wie es weitergeht' },
  steps: {
    en: [
      'We pack your things. Until they leave you can cancel on the order’s page.',
      'When the parcel leaves, you get a letter with its tracking number. Only then your card is charged.',
    ],
    de: [
      'Wir packen Ihre Sachen. Bis sie das Haus verlassen, können Sie auf der Seite der Bestellung stornieren.',
      'Geht das Paket ab, bekommen Sie eine E-Mail mit der Sendungsnummer. Erst dann wird Ihre Karte belastet.',
    ],
  },
  arrives: {
    en: (days: string) => `It is expected to arrive ${days}.`,
    de: (days: string) => `Es kommt voraussichtlich ${days} an.`,
  },
  page: { en: 'The order’s page', de: 'Zur Bestellung' },
  keep: {
    en: 'Keep its address: it opens the order for whoever has it.',
    de: 'Bewahren Sie die Adresse auf: Wer sie hat, kann die Bestellung öffnen.',
  },
  shop: { en: 'Shop on', de: 'Weiter einkaufen' },
  account: { en: 'Next time in seconds', de: 'Nächstes Mal in Sekunden' },
  accountText: {
    en: (email: string) => `Choose a password, and you have an account for ${email}. That is all.`,
    de: (email: string) => `Wählen Sie ein Passwort, und Sie haben ein Konto für ${email}. Das ist alles.`,
  },
  password: { en: 'Password', de: 'Passwort' },
  passwordHint: { en: 'At least 8 characters.', de: 'Mindestens 8 Zeichen.' },
  make: { en: 'Make an account', de: 'Konto anlegen' },
  making: { en: 'Making your account …', de: 'Ihr Konto wird angelegt …' },
  made: {
    en: 'Your account is made, and you are signed in.',
    de: 'Ihr Konto ist angelegt, und Sie sind angemeldet.',
  },
  notMade: {
    en: 'We could not reach the shop. Try again in a moment.',
    de: 'Der Laden war nicht erreichbar. Versuchen Sie es gleich noch einmal.',
  },
  signIn: { en: 'Sign in', de: 'Anmelden' },
  hidden: { en: 'We cannot show this order here', de: 'Diese Bestellung können wir hier nicht zeigen' },
  hiddenText: {
    en: 'It was placed in another browser, or by somebody who is signed in. Open it with the link in our letter, find it by its number and e-mail address, or sign in.',
    de: 'Sie wurde in einem anderen Browser aufgegeben oder von jemandem, der angemeldet ist. Öffnen Sie sie mit dem Link in unserer E-Mail, finden Sie sie über Nummer und E-Mail-Adresse, oder melden Sie sich an.',
  },
  find: { en: 'Find my order', de: 'Bestellung finden' },
}

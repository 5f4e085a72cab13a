/** Why an order could not be placed, and what to do. Said by the server alone. */
export const problems = {
  check: {
    title: { en: 'Please look at this again', de: 'Bitte sehen Sie sich das noch einmal an' },
    text: {
      en: 'Nothing was ordered and nothing was charged. All that you typed is still here.',
      de: 'Nichts wurde bestellt und nichts berechnet. Alles, was Sie eingegeben haben, ist noch da.',
    },
  },
  declined: {
    title: { en: 'The payment was declined', de: 'Die Zahlung wurde abgelehnt' },
    after: {
      en: 'Nothing was charged and your items stay reserved for you for some minutes. Choose another card and press the button again.',
      de: 'Nichts wurde berechnet, und Ihre Artikel bleiben noch einige Minuten für Sie reserviert. Wählen Sie eine andere Karte und drücken Sie den Knopf erneut.',
    },
  },
  noAnswer: {
    title: { en: 'Your bank did not answer in time', de: 'Ihre Bank hat nicht rechtzeitig geantwortet' },
    text: {
      en: 'So we have stopped this payment: nothing was charged, and your cart is as it was. Choose another card, or try again.',
      de: 'Deshalb haben wir diese Zahlung beendet: Nichts wurde berechnet, Ihr Warenkorb ist, wie er war. Wählen Sie eine andere Karte, oder versuchen Sie es noch einmal.',
    },
  },
  outOfStock: {
    title: { en: 'Someone was faster', de: 'Jemand war schneller' },
    text: {
      en: 'There is not enough left of this. Nothing was charged, and the rest of your cart is as it was.',
      de: 'Davon ist nicht mehr genug da. Nichts wurde berechnet, und der Rest Ihres Warenkorbs ist, wie er war.',
    },
    left: {
      en: (name: string, count: number) => (count <= 0 ? `${name}: sold out` : `${name}: only ${count} left`),
      de: (name: string, count: number) => (count <= 0 ? `${name}: ausverkauft` : `${name}: nur noch ${count} da`),
    },
  },
  priceChanged: {
    title: { en: 'The total has changed', de: 'Die Gesamtsumme hat sich geändert' },
    text: {
      en: (total: string) =>
        `It is ${total} now. Nothing was charged. If that is fine with you, press the button again; it shows the new total.`,
      de: (total: string) =>
        `Sie beträgt jetzt ${total}. Nichts wurde berechnet. Wenn Sie einverstanden sind, drücken Sie den Knopf erneut; er zeigt die neue Summe.`,
    },
  },
  lookAgain: {
    title: { en: 'The delivery has changed', de: 'Der Versand hat sich geändert' },
    text: {
      en: 'You have chosen another country or another delivery, so the total is new. Nothing was ordered yet: look at the total below, then press the button again.',
      de: 'Sie haben ein anderes Land oder einen anderen Versand gewählt, deshalb ist die Summe neu. Es ist noch nichts bestellt: Prüfen Sie die Summe unten und drücken Sie den Knopf erneut.',
    },
  },
  cartChanged: {
    title: { en: 'Your cart has changed', de: 'Ihr Warenkorb hat sich geändert' },
    text: {
      en: 'It was changed meanwhile, perhaps in another window. Nothing was ordered yet: look at the items and the total, then press the button again.',
      de: 'Er wurde inzwischen geändert, vielleicht in einem anderen Fenster. Es ist noch nichts bestellt: Prüfen Sie Artikel und Summe und drücken Sie den Knopf erneut.',
    },
  },
  ordered: {
    title: { en: 'This cart has been ordered already', de: 'Dieser Warenkorb wurde schon bestellt' },
    text: {
      en: 'It was ordered a moment ago, perhaps in another window, so we did not order it a second time. You find the order by its number or in the letter that we sent.',
      de: 'Er wurde gerade eben bestellt, vielleicht in einem anderen Fenster; wir haben ihn kein zweites Mal bestellt. Sie finden die Bestellung über ihre Nummer oder in unserer E-Mail.',
    },
  },
  cartEmpty: {
    title: { en: 'There is nothing in this cart', de: 'In diesem Warenkorb ist nichts' },
    text: {
      en: 'It was emptied or joined with another one meanwhile, perhaps when you signed in. Nothing was ordered.',
      de: 'Er wurde inzwischen geleert oder mit einem anderen zusammengelegt, vielleicht bei der Anmeldung. Es wurde nichts bestellt.',
    },
  },
  notSold: {
    title: { en: 'Something in your cart is no longer sold', de: 'Etwas in Ihrem Warenkorb wird nicht mehr verkauft' },
    text: {
      en: 'Remove it from the cart, and you can order the rest. Nothing was charged.',
      de: 'Entfernen Sie es aus dem Warenkorb, dann können Sie den Rest bestellen. Nichts wurde berechnet.',
    },
  },
  deliveryUnavailable: {
    title: { en: 'This delivery does not reach your address', de: 'Dieser Versand erreicht Ihre Adresse nicht' },
    text: {
      en: 'Check country and postcode, and choose one of the deliveries below. Nothing was charged.',
      de: 'Prüfen Sie Land und Postleitzahl und wählen Sie eine der Versandarten unten. Nichts wurde berechnet.',
    },
  },
  unknownMethod: {
    title: { en: 'We cannot take this kind of payment', de: 'Diese Zahlungsart nehmen wir nicht an' },
    text: {
      en: 'Nothing was charged. Choose another card.',
      de: 'Nichts wurde berechnet. Wählen Sie eine andere Karte.',
    },
  },
  tooMany: {
    title: { en: 'A little slower, please', de: 'Bitte etwas langsamer' },
    text: {
      en: (seconds: number) =>
        `There were many attempts from your connection. Nothing was charged: press the button again in ${seconds} seconds.`,
      de: (seconds: number) =>
        `Von Ihrem Anschluss kamen sehr viele Versuche. Nichts wurde berechnet: Drücken Sie den Knopf in ${seconds} Sekunden erneut.`,
    },
  },
  unconfirmed: {
    title: { en: 'We could not confirm your order yet', de: 'Wir konnten Ihre Bestellung noch nicht bestätigen' },
    text: {
      en: 'A part of the shop is out of reach right now. Your cart and all that you typed are kept. Press the button again in a moment: you cannot be charged twice.',
      de: 'Ein Teil des Ladens ist gerade nicht erreichbar. Ihr Warenkorb und alles, was Sie eingegeben haben, bleiben erhalten. Drücken Sie den Knopf gleich noch einmal: Sie können nicht doppelt belastet werden.',
    },
  },
  toCart: { en: 'Change the cart', de: 'Warenkorb ändern' },
  toOrder: { en: 'See this order', de: 'Diese Bestellung ansehen' },
  findOrder: { en: 'Find my order', de: 'Bestellung finden' },
}

/** What the bank says, as people say it. */
export const declineWords: Record<string, { en: string; de: string }> = {
  card_declined: {
    en: 'The bank behind this card said no, without telling why.',
    de: 'Die Bank hinter dieser Karte hat abgelehnt, ohne einen Grund zu nennen.',
  },
  insufficient_funds: {
    en: 'There is not enough money on this card.',
    de: 'Auf dieser Karte ist nicht genug Geld.',
  },
  generic_decline: {
    en: 'The bank behind this card said no, without telling why.',
    de: 'Die Bank hinter dieser Karte hat abgelehnt, ohne einen Grund zu nennen.',
  },
  payment_intent_authentication_failure: {
    en: 'The payment was not confirmed at your bank.',
    de: 'Die Zahlung wurde bei Ihrer Bank nicht bestätigt.',
  },
  not_confirmed: {
    en: 'The payment was not confirmed at your bank in time.',
    de: 'Die Zahlung wurde bei Ihrer Bank nicht rechtzeitig bestätigt.',
  },
  expired_card: { en: 'This card has expired.', de: 'Diese Karte ist abgelaufen.' },
  invalid_token: {
    en: 'The details of this card could not be used.',
    de: 'Die Angaben dieser Karte waren nicht verwendbar.',
  },
}

export const faultWords = {
  email: {
    missing: { en: 'Type your e-mail address', de: 'Geben Sie Ihre E-Mail-Adresse ein' },
    wrong: {
      en: 'Type an e-mail address such as ada@example.com',
      de: 'Geben Sie eine E-Mail-Adresse wie ada@example.com ein',
    },
  },
  name: {
    missing: {
      en: 'Type the name of who receives it',
      de: 'Geben Sie den Namen der Empfängerin oder des Empfängers ein',
    },
    wrong: { en: 'Type a name of at most 100 characters', de: 'Geben Sie einen Namen mit höchstens 100 Zeichen ein' },
  },
  line1: {
    missing: { en: 'Type street and number', de: 'Geben Sie Straße und Hausnummer ein' },
    wrong: {
      en: 'Type street and number, at most 120 characters',
      de: 'Geben Sie Straße und Hausnummer mit höchstens 120 Zeichen ein',
    },
  },
  line2: {
    missing: { en: '', de: '' },
    wrong: { en: 'Type at most 120 characters', de: 'Geben Sie höchstens 120 Zeichen ein' },
  },
  city: {
    missing: { en: 'Type the city', de: 'Geben Sie den Ort ein' },
    wrong: { en: 'Type a city of at most 100 characters', de: 'Geben Sie einen Ort mit höchstens 100 Zeichen ein' },
  },
  postcode: {
    missing: { en: 'Type the postcode', de: 'Geben Sie die Postleitzahl ein' },
    wrong: {
      en: 'Type a postcode: letters, digits, spaces and hyphens',
      de: 'Geben Sie eine Postleitzahl ein: Buchstaben, Ziffern, Leerzeichen und Striche',
    },
  },
  country: {
    missing: { en: 'Choose a country', de: 'Wählen Sie ein Land' },
    wrong: { en: 'Choose a country from the list', de: 'Wählen Sie ein Land aus der Liste' },
  },
  deliveryOptionId: {
    missing: { en: 'Choose a delivery', de: 'Wählen Sie einen Versand' },
    wrong: { en: 'Choose one of these deliveries', de: 'Wählen Sie eine dieser Versandarten' },
  },
  paymentToken: {
    missing: { en: 'Choose a card', de: 'Wählen Sie eine Karte' },
    wrong: { en: 'Choose one of these cards', de: 'Wählen Sie eine dieser Karten' },
  },
}

export const postcodeLike = {
  en: (country: string, example: string) => `This is not a postcode of ${country}. They look like ${example}`,
  de: (country: string, example: string) => `Das ist keine Postleitzahl in ${country}. Sie sieht aus wie ${example}`,
}

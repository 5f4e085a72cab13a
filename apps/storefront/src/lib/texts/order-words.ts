/** How orders are told of; from the server, which puts the words together, so that few of them go to the browser. */
import type { InEach } from '#lib/language.ts'

export const badges = {
  pending: { en: 'Being confirmed', de: 'Wird bestätigt' },
  declined: { en: 'Not completed', de: 'Nicht zustande gekommen' },
  cancelled: { en: 'Cancelled', de: 'Storniert' },
  preparing: { en: 'Getting ready', de: 'In Vorbereitung' },
  underWay: { en: 'On its way', de: 'Unterwegs' },
  shipped: { en: 'Shipped', de: 'Versandt' },
  partlyReturned: { en: 'Partly returned', de: 'Teilweise zurückgegeben' },
  returned: { en: 'Returned', de: 'Zurückgegeben' },
  refunded: { en: 'Refunded', de: 'Erstattet' },
} satisfies Record<string, InEach<string>>

export const sentences = {
  pending: {
    en: 'We are confirming your order. That takes a moment, and you need not wait here: a letter tells you how it ends.',
    de: 'Wir bestätigen gerade Ihre Bestellung. Das dauert einen Moment, und Sie müssen nicht hier warten: Ein Brief sagt Ihnen, wie es ausgeht.',
  },
  declined: {
    en: 'This order did not come about, and nothing was charged. Your cart is kept: you can try again.',
    de: 'Diese Bestellung ist nicht zustande gekommen, und es wurde nichts abgebucht. Ihr Warenkorb ist noch da: Sie können es noch einmal versuchen.',
  },
  cancelled: {
    en: 'This order is cancelled. Nothing of it will be sent.',
    de: 'Diese Bestellung ist storniert. Nichts davon wird verschickt.',
  },
  preparing: {
    en: 'We have everything that we need and are getting your parcel ready.',
    de: 'Wir haben alles, was wir brauchen, und machen Ihr Paket fertig.',
  },
  underWay: { en: 'Your parcel is on its way to you.', de: 'Ihr Paket ist auf dem Weg zu Ihnen.' },
  shipped: {
    en: 'Your parcel has left our house and should have reached you by now.',
    de: 'Ihr Paket hat unser Haus verlassen und sollte inzwischen bei Ihnen sein.',
  },
  partlyReturned: {
    en: 'A part of what you bought has come back to us.',
    de: 'Ein Teil Ihrer Bestellung ist wieder bei uns.',
  },
  returned: {
    en: 'All that you bought has come back to us.',
    de: 'Alles aus Ihrer Bestellung ist wieder bei uns.',
  },
  refunded: {
    en: 'All that you paid for this order goes back to you.',
    de: 'Alles, was Sie für diese Bestellung gezahlt haben, geht an Sie zurück.',
  },
} satisfies Record<keyof typeof badges, InEach<string>>

/** What stands with the payment, by its status. */
export const payments = {
  pending: {
    en: () => 'The payment is being confirmed.',
    de: () => 'Die Zahlung wird bestätigt.',
  },
  authorized: {
    en: (total: string) => `${total} is reserved and charged when your parcel leaves.`,
    de: (total: string) => `${total} sind reserviert und werden abgebucht, wenn Ihr Paket unser Haus verlässt.`,
  },
  captured: { en: (total: string) => `${total} is paid.`, de: (total: string) => `${total} sind bezahlt.` },
  voided: {
    en: () =>
      'Nothing was charged. Should your bank show a reserved amount, it disappears by itself within a few days.',
    de: () =>
      'Es wurde nichts abgebucht. Falls Ihre Bank einen reservierten Betrag zeigt, verschwindet er in wenigen Tagen von selbst.',
  },
  partially_refunded: {
    en: (total: string, refunded: string) =>
      `Of ${total} paid, ${refunded} goes back the way you paid. Depending on your bank, it arrives within five to ten working days.`,
    de: (total: string, refunded: string) =>
      `Von ${total}, die Sie bezahlt haben, gehen ${refunded} auf dem Weg zurück, auf dem Sie gezahlt haben. Je nach Bank kommt das Geld in fünf bis zehn Werktagen an.`,
  },
  refunded: {
    en: (_total: string, refunded: string) =>
      `${refunded} goes back the way you paid. Depending on your bank, it arrives within five to ten working days.`,
    de: (_total: string, refunded: string) =>
      `${refunded} gehen auf dem Weg zurück, auf dem Sie gezahlt haben. Je nach Bank kommt das Geld in fünf bis zehn Werktagen an.`,
  },
  declined: {
    en: () => 'The payment was declined, and nothing was charged.',
    de: () => 'Die Zahlung wurde abgelehnt, und es wurde nichts abgebucht.',
  },
  /** Of an order that is cancelled while its payment is still in question. */
  lettingGo: {
    en: () => 'Whatever was reserved for it is being let go.',
    de: () => 'Was dafür reserviert wurde, wird gerade wieder freigegeben.',
  },
}

export const steps = {
  placed: { en: 'Placed', de: 'Bestellt' },
  paid: { en: 'Paid', de: 'Bezahlt' },
  reserved: {
    en: 'The amount is reserved, and charged when the parcel leaves.',
    de: 'Der Betrag ist reserviert und wird abgebucht, wenn das Paket losgeht.',
  },
  paying: { en: 'The payment is being confirmed.', de: 'Die Zahlung wird bestätigt.' },
  shipped: { en: 'Packed and shipped', de: 'Gepackt und versandt' },
  packing: {
    en: 'We write to you as soon as it leaves.',
    de: 'Wir schreiben Ihnen, sobald es losgeht.',
  },
  with: {
    en: (carrier: string, number: string) => `With ${carrier}, tracking number ${number}`,
    de: (carrier: string, number: string) => `Mit ${carrier}, Sendungsnummer ${number}`,
  },
  delivery: { en: 'Delivery', de: 'Zustellung' },
  expected: { en: (days: string) => `Expected ${days}`, de: (days: string) => `Voraussichtlich ${days}` },
  late: {
    en: (days: string) => `Nothing there yet? It was expected ${days}`,
    de: (days: string) => `Noch nichts da? Angekündigt war ${days}`,
  },
  declined: { en: 'Not completed', de: 'Nicht zustande gekommen' },
  cancelled: { en: 'Cancelled', de: 'Storniert' },
  lettingGo: { en: 'Amount being let go', de: 'Betrag wird freigegeben' },
  nothingCharged: { en: 'Nothing charged', de: 'Nichts abgebucht' },
  moneyBack: { en: 'Money given back', de: 'Geld zurückgegeben' },
}

/** The entries of an order's timeline, by what happened. */
export const events: Record<string, InEach<string>> = {
  placed: { en: 'Order placed', de: 'Bestellung aufgegeben' },
  placed_again: {
    en: 'Ordered again, with another payment',
    de: 'Noch einmal bestellt, mit einer anderen Zahlung',
  },
  stock_held: { en: 'Items set aside for you', de: 'Artikel für Sie zurückgelegt' },
  stock_released: { en: 'Items put back on the shelf', de: 'Artikel ins Regal zurückgestellt' },
  payment_authorized: { en: 'Amount reserved', de: 'Betrag reserviert' },
  payment_captured: { en: 'Amount charged', de: 'Betrag abgebucht' },
  payment_action_required: {
    en: 'The bank asks for a confirmation',
    de: 'Die Bank bittet um eine Bestätigung',
  },
  payment_declined: { en: 'Payment declined', de: 'Zahlung abgelehnt' },
  payment_voided: {
    en: 'Reserved amount let go; nothing was charged',
    de: 'Reservierter Betrag freigegeben; es wurde nichts abgebucht',
  },
  late_payment_released: {
    en: 'A late answer of the bank reserved the amount again; it was let go, nothing was charged',
    de: 'Eine späte Antwort der Bank hat den Betrag noch reserviert; er wurde freigegeben, nichts wurde abgebucht',
  },
  confirmed: { en: 'Order confirmed', de: 'Bestellung bestätigt' },
  declined: { en: 'Order not completed', de: 'Bestellung nicht zustande gekommen' },
  cancelled: { en: 'Order cancelled', de: 'Bestellung storniert' },
  shipped: { en: 'Parcel handed over', de: 'Paket übergeben' },
  refunded: { en: 'Money given back', de: 'Geld zurückgegeben' },
  return_requested: { en: 'Return requested', de: 'Rückgabe angemeldet' },
  return_approved: { en: 'Return accepted', de: 'Rückgabe angenommen' },
  return_rejected: { en: 'Return not accepted', de: 'Rückgabe nicht angenommen' },
  return_received: { en: 'Returned items received', de: 'Zurückgegebene Artikel erhalten' },
  // For staff alone, who may look at their orders here too.
  retried: { en: 'Gone on with by hand', de: 'Von Hand weitergeführt' },
  compensated: { en: 'Undone by hand', de: 'Von Hand rückgängig gemacht' },
  exception_found: { en: 'The books do not agree', de: 'Die Bücher stimmen nicht überein' },
  exception_settled: { en: 'The books agree again', de: 'Die Bücher stimmen wieder überein' },
  waiting: {
    en: 'Waiting for a part of the shop that did not answer; it goes on by itself',
    de: 'Wartet auf einen Teil des Ladens, der nicht antwortete; es geht von selbst weiter',
  },
}

/** Why an order was declined. */
export const declines: Record<string, InEach<string>> = {
  payment_declined: { en: 'the payment was declined', de: 'die Zahlung wurde abgelehnt' },
  out_of_stock: {
    en: 'something in it sold out meanwhile',
    de: 'etwas daraus war inzwischen ausverkauft',
  },
  unknown_payment_method: {
    en: 'this way of paying is not offered',
    de: 'diese Zahlungsart gibt es hier nicht',
  },
  inventory_unreachable: {
    en: 'the stock could not be looked up',
    de: 'der Bestand war nicht abrufbar',
  },
  payment_unreachable: {
    en: 'the payment could not be settled in time',
    de: 'die Zahlung ließ sich nicht rechtzeitig klären',
  },
  payment_not_confirmed: {
    en: 'the payment was not confirmed at the bank in time',
    de: 'die Zahlung wurde bei der Bank nicht rechtzeitig bestätigt',
  },
  refused_by_neighbour: {
    en: 'a part of the shop refused it',
    de: 'ein Teil des Ladens hat sie abgelehnt',
  },
}

export const doers: Record<string, InEach<string>> = {
  customer: { en: 'by you', de: 'durch Sie' },
  staff: { en: 'by our people', de: 'durch unser Team' },
  system: { en: 'automatically', de: 'automatisch' },
}

export const cancelAnswers = {
  tooLate: {
    en: 'This order can no longer be cancelled. If it has been sent, you can return it.',
    de: 'Diese Bestellung lässt sich nicht mehr stornieren. Wenn sie schon verschickt ist, können Sie sie zurückgeben.',
  },
  reason: {
    en: 'Keep the reason shorter than 500 characters.',
    de: 'Halten Sie den Grund kürzer als 500 Zeichen.',
  },
}

/** Where a return is, and what its buyer does next. */
export const returnStates = {
  requested: {
    badge: { en: 'Requested', de: 'Angemeldet' },
    sentence: {
      en: () => 'We look at it and write to you within a working day. Please do not send it yet.',
      de: () =>
        'Wir sehen es uns an und schreiben Ihnen innerhalb eines Werktags. Bitte warten Sie noch mit dem Absenden.',
    },
  },
  approved: {
    badge: { en: 'Accepted', de: 'Angenommen' },
    sentence: {
      en: () => 'Please send it to us. Keep the receipt until the money is back.',
      de: () => 'Bitte schicken Sie es an uns. Heben Sie den Beleg auf, bis das Geld zurück ist.',
    },
  },
  rejected: {
    badge: { en: 'Not accepted', de: 'Nicht angenommen' },
    sentence: {
      en: () => 'We cannot take it back: please do not send it.',
      de: () => 'Wir können es nicht zurücknehmen: Bitte schicken Sie es nicht ab.',
    },
  },
  received: {
    badge: { en: 'Received', de: 'Erhalten' },
    sentence: {
      en: (refund: string | undefined) =>
        refund === undefined ? 'It has arrived. Thank you.' : `It has arrived, and ${refund} goes back to you.`,
      de: (refund: string | undefined) =>
        refund === undefined ? 'Es ist angekommen. Danke.' : `Es ist angekommen, und ${refund} gehen an Sie zurück.`,
    },
  },
}

export const returnAsked: InEach<(day: string) => string> = {
  en: (day) => `Requested on ${day}`,
  de: (day) => `Angemeldet am ${day}`,
}

export const returnAnswers = {
  nothing: {
    en: 'Choose at least one item that you would like to return.',
    de: 'Wählen Sie mindestens einen Artikel aus, den Sie zurückgeben möchten.',
  },
  tooLate: {
    en: 'Nothing of this order can be sent back any more. If something is broken, write to us.',
    de: 'Aus dieser Bestellung lässt sich nichts mehr zurückgeben. Wenn etwas defekt ist, schreiben Sie uns.',
  },
  tooMany: {
    en: 'That is more than can still be returned. Check the numbers below.',
    de: 'Das ist mehr, als sich noch zurückgeben lässt. Prüfen Sie die Anzahl unten.',
  },
  reason: cancelAnswers.reason,
}

export const findAnswers = {
  none: {
    en: 'We find no guest’s order with this number and this e-mail address. Compare both with the letter about it, or sign in if you ordered with an account.',
    de: 'Wir finden keine Gastbestellung mit dieser Nummer und dieser E-Mail-Adresse. Vergleichen Sie beides mit dem Brief dazu, oder melden Sie sich an, wenn Sie mit Konto bestellt haben.',
  },
  tooMany: {
    en: 'There were too many tries to find this order. Follow the link in the letter about it, or try again in an hour.',
    de: 'Es gab zu viele Versuche, diese Bestellung zu finden. Folgen Sie dem Link im Brief dazu, oder versuchen Sie es in einer Stunde noch einmal.',
  },
  number: {
    en: 'Enter the number from the letter, such as S-100042.',
    de: 'Geben Sie die Nummer aus dem Brief ein, zum Beispiel S-100042.',
  },
}

import type { InEach } from '#lib/language.ts'
import type { Information } from './information.ts'

export const privacy: InEach<Information> = {
  en: {
    title: 'Privacy',
    lead: 'We keep what an order needs, and nothing else. Nobody follows you through this shop, and nothing is sold or passed on for advertising.',
    description:
      'Which data this shop keeps, for what and how long, its two cookies, and how to get or delete your data.',
    sections: [
      {
        title: 'Two cookies, and no banner',
        blocks: [
          {
            list: [
              'souk_cart remembers which cart is yours, for 60 days. It is set when you put something into a cart as a guest.',
              'souk_session keeps you signed in, for 30 days after your last visit. It is set when you sign in, and ends when you sign out.',
            ],
          },
          'Both do only what you asked for, cannot be read by scripts and go to nobody else. That is why we need not ask you. There is no analytics, no pixel, no font or script from another site.',
        ],
      },
      {
        title: 'What we keep, and for what',
        blocks: [
          {
            list: [
              'An order: what you bought, your e-mail address, name and postal address, and what happened to the order. We need it to deliver, and the law asks us to keep it for as long as invoices are kept.',
              'An account, if you make one: name, e-mail address, saved addresses, your password as a digest that cannot be turned back, and where you are signed in: when, and from which network address.',
              'A cart: what lies in it. A guest’s cart has no name.',
              'A payment: its amount and state, and the number under which the payment provider knows it. The number of your card goes to the provider, never to us.',
              'The letters that we sent you about your orders and your account.',
            ],
          },
          'So that a click or a request sent twice counts once, we note it for three days, for guests with the network address it came from. Failed attempts to sign in or to find an order are counted for up to an hour. What fails technically is logged with a reference and without your address or your order.',
        ],
      },
      {
        title: 'Who else gets to know something',
        blocks: [
          'The carrier gets the name and address on the parcel. The payment provider gets the amount and what you enter there. The mail provider carries our letters. Nobody else.',
        ],
      },
      {
        title: 'Get your data, or have it deleted',
        blocks: [
          'In [your account](/account) you can download all that we keep about you, correct it, end sessions, and delete the account. Then the account with its addresses, sessions and cart is gone at once. Orders stay for as long as the law asks for invoices, but belong to nobody any more and can be opened by nobody but us.',
          'If you ordered as a guest there is no account to open: [write to us](/contact) from the address that you ordered with, and we tell, correct or delete what the law lets us delete.',
        ],
      },
      {
        title: 'Your rights',
        blocks: [
          'You may ask what we keep, have it corrected, deleted, limited or handed over, and object to its use. [Write to us](/contact). You may also complain to the data protection authority where you live.',
        ],
      },
      {
        title: 'A demonstration',
        blocks: [
          'This shop is a demonstration on somebody’s machine. What you enter stays on that machine. Please use made-up names and addresses.',
        ],
      },
    ],
  },
  de: {
    title: 'Datenschutz',
    lead: 'Wir speichern, was eine Bestellung braucht, sonst nichts. Niemand folgt Ihnen durch diesen Laden, und nichts wird für Werbung verkauft oder weitergegeben.',
    description:
      'Welche Daten dieser Laden wofür und wie lange speichert, seine zwei Cookies, und wie Sie Ihre Daten erhalten oder löschen.',
    sections: [
      {
        title: 'Zwei Cookies, und kein Banner',
        blocks: [
          {
            list: [
              'souk_cart merkt sich 60 Tage lang, welcher Warenkorb Ihrer ist. Es wird gesetzt, wenn Sie als Gast etwas in den Warenkorb legen.',
              'souk_session hält Sie bis 30 Tage nach Ihrem letzten Besuch angemeldet. Es wird beim Anmelden gesetzt und endet mit dem Abmelden.',
            ],
          },
          'Beide tun nur, worum Sie gebeten haben, sind für Skripte nicht lesbar und gehen an niemanden sonst. Deshalb müssen wir Sie nicht fragen. Es gibt keine Besucheranalyse, keine Zählpixel, keine Schrift und kein Skript von anderen Seiten.',
        ],
      },
      {
        title: 'Was wir speichern, und wofür',
        blocks: [
          {
            list: [
              'Eine Bestellung: was Sie gekauft haben, Ihre E-Mail-Adresse, Ihren Namen, Ihre Anschrift und was mit der Bestellung geschehen ist. Wir brauchen es für die Lieferung, und das Gesetz verlangt, es so lange aufzubewahren wie Rechnungen.',
              'Ein Konto, wenn Sie eines anlegen: Name, E-Mail-Adresse, gespeicherte Adressen, Ihr Passwort als nicht umkehrbare Prüfsumme, und wo Sie angemeldet sind: wann und von welcher Netzadresse.',
              'Einen Warenkorb: was darin liegt. Der eines Gastes hat keinen Namen.',
              'Eine Zahlung: Betrag, Stand und die Nummer, unter der der Zahlungsanbieter sie kennt. Ihre Kartennummer geht an den Anbieter, nie an uns.',
              'Die Nachrichten, die wir Ihnen zu Bestellungen und Konto geschickt haben.',
            ],
          },
          'Damit ein doppelt gesendeter Klick nur einmal zählt, merken wir ihn uns drei Tage lang, bei Gästen mit der Netzadresse, von der er kam. Fehlversuche beim Anmelden und bei der Suche nach einer Bestellung zählen wir bis zu einer Stunde lang. Technische Fehler werden mit einer Kennung vermerkt, ohne Ihre Anschrift und ohne Ihre Bestellung.',
        ],
      },
      {
        title: 'Wer sonst etwas erfährt',
        blocks: [
          'Der Paketdienst erhält Namen und Anschrift auf dem Paket. Der Zahlungsanbieter erhält den Betrag und was Sie dort eingeben. Der Mailanbieter befördert unsere Nachrichten. Sonst niemand.',
        ],
      },
      {
        title: 'Ihre Daten erhalten oder löschen lassen',
        blocks: [
          'In [Ihrem Konto](/account) können Sie alles herunterladen, was wir über Sie speichern, es berichtigen, Sitzungen beenden und das Konto löschen. Dann ist das Konto mit Adressen, Sitzungen und Warenkorb sofort weg. Bestellungen bleiben so lange, wie das Gesetz es für Rechnungen verlangt, gehören aber niemandem mehr, und nur wir können sie noch öffnen.',
          'Haben Sie als Gast bestellt, gibt es kein Konto zu öffnen: [Schreiben Sie uns](/contact) von der Adresse, mit der Sie bestellt haben. Wir sagen Ihnen, was wir haben, berichtigen es oder löschen, was wir löschen dürfen.',
        ],
      },
      {
        title: 'Ihre Rechte',
        blocks: [
          'Sie können Auskunft, Berichtigung, Löschung, Einschränkung und Übertragung verlangen und der Nutzung widersprechen. [Schreiben Sie uns](/contact). Sie können sich auch bei der Datenschutzbehörde Ihres Wohnorts beschweren.',
        ],
      },
      {
        title: 'Eine Vorführung',
        blocks: [
          'Dieser Laden ist eine Vorführung auf jemandes Rechner. Was Sie eingeben, bleibt auf diesem Rechner. Bitte verwenden Sie erfundene Namen und Adressen.',
        ],
      },
    ],
  },
}

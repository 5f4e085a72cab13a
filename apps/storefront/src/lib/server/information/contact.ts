import type { InEach } from '#lib/language.ts'
import type { Information } from './information.ts'

export const contact: InEach<Information> = {
  en: {
    title: 'Contact',
    lead: 'Write to [shop@souk.example](mailto:shop@souk.example). In a shop that really sells, people answer within a working day.',
    description: 'How to reach the shop, and where to find an order, a return or your data without waiting for us.',
    sections: [
      {
        title: 'Often faster than a letter',
        blocks: [
          {
            list: [
              'Where is my parcel? In [your account](/account), or [by number and e-mail address](/orders/find).',
              'Cancel an order: on its page, until it has been shipped.',
              'What delivery costs and how long it takes: [Delivery](/delivery).',
              'Send something back: [Returns](/returns).',
              'Forgot your password: have a link sent, from [where you sign in](/account/sign-in).',
              'Download or delete your data: in [your account](/account).',
            ],
          },
        ],
      },
      {
        title: 'So that we can help at once',
        blocks: [
          'Name the number of your order, such as S-100042, and what has happened. If a page showed a reference, add it: with it we find what went wrong. Never send us a password or the number of a card. We will not ask for them.',
        ],
      },
      {
        title: 'Who we are',
        blocks: [
          'Souk is a demonstration shop: it shows software with which a merchant can sell. Nothing here is for sale, payments are for testing, and nobody reads the mail to the address above. Whoever opens a real shop with it puts their name, address, register number and tax number here.',
        ],
      },
    ],
  },
  de: {
    title: 'Kontakt',
    lead: 'Schreiben Sie an [shop@souk.example](mailto:shop@souk.example). In einem Laden, der wirklich verkauft, antworten Menschen innerhalb eines Werktags.',
    description:
      'So erreichen Sie den Laden, und so finden Sie Bestellung, Rückgabe und Ihre Daten, ohne auf uns zu warten.',
    sections: [
      {
        title: 'Oft schneller als ein Brief',
        blocks: [
          {
            list: [
              'Wo ist mein Paket? In [Ihrem Konto](/account), oder [über Nummer und E-Mail-Adresse](/orders/find).',
              'Eine Bestellung stornieren: auf ihrer Seite, solange sie nicht verschickt ist.',
              'Was der Versand kostet und wie lange er dauert: [Versand](/delivery).',
              'Etwas zurückschicken: [Rückgabe](/returns).',
              'Passwort vergessen: Lassen Sie sich [bei der Anmeldung](/account/sign-in) einen Link schicken.',
              'Ihre Daten herunterladen oder löschen: in [Ihrem Konto](/account).',
            ],
          },
        ],
      },
      {
        title: 'Damit wir gleich helfen können',
        blocks: [
          'Nennen Sie die Nummer Ihrer Bestellung, etwa S-100042, und was geschehen ist. Hat eine Seite eine Kennung gezeigt, fügen Sie sie hinzu: Damit finden wir den Fehler. Schicken Sie uns nie ein Passwort oder eine Kartennummer. Wir fragen nicht danach.',
        ],
      },
      {
        title: 'Wer wir sind',
        blocks: [
          'Souk ist ein Vorführladen: Er zeigt eine Software, mit der ein Händler verkaufen kann. Hier wird nichts verkauft, Zahlungen sind Proben, und niemand liest die Post an die obige Adresse. Wer damit einen echten Laden eröffnet, setzt hier Namen, Anschrift, Registernummer und Steuernummer ein.',
        ],
      },
    ],
  },
}

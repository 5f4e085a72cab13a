import type { InEach } from '#lib/language.ts'
import type { Information } from './information.ts'

export const terms: InEach<Information> = {
  en: {
    title: 'Terms',
    lead: 'What you and we agree on when you order. Short, and meant to be read.',
    description: 'The terms of sale: the contract, prices, payment, delivery, returns and liability.',
    sections: [
      {
        title: 'A demonstration',
        blocks: [
          'This shop demonstrates software. No order placed here makes a contract, nothing is charged and nothing is sent. What follows is how a shop run with it would sell; whoever opens one has these terms checked by a lawyer first.',
        ],
      },
      {
        title: 'How a contract comes about',
        blocks: [
          'What we show is an invitation. With the button that places the order you make an offer at the total you see. The contract is made when we confirm the order on the page and by e-mail. If something has sold out or its price has changed before that, we tell you, and nothing is bought until you agree.',
          'Pressing the button twice, reloading or going back does not order twice. You can order as a guest; an account is your choice.',
        ],
      },
      {
        title: 'Prices and payment',
        blocks: [
          'Prices are in euro and include the tax due in the country of the shop. [Delivery](/delivery) is added where it is not free, and shown before you order. Your payment is reserved when you order and taken when the parcel leaves. If you cancel before that, the reservation is undone.',
        ],
      },
      {
        title: 'Delivery',
        blocks: [
          'We deliver to the countries and in the times that [Delivery](/delivery) names. The days you were promised stand with your order. The risk passes to you when the parcel is in your hands.',
        ],
      },
      {
        title: 'Your right to return',
        blocks: [
          'You can withdraw from the contract without a reason within 30 days of receiving the last part of the order. A clear message is enough. [Returns](/returns) says how, what it costs and when you are paid back.',
        ],
      },
      {
        title: 'If something is wrong with it',
        blocks: [
          'The law gives you two years in which we answer for faults that were there at delivery. You may ask for a repair or a replacement first, and for a lower price or your money after that.',
        ],
      },
      {
        title: 'Liability',
        blocks: [
          'We answer without limit for intent, gross negligence and harm to life, body or health. For slight negligence we answer only where it breaks a duty that the contract lives by, and up to the damage to be expected.',
        ],
      },
      {
        title: 'The rest',
        blocks: [
          'The law of the country of the shop holds; the protection that the law of your own country gives to consumers stays with you. If one of these sentences is void, the others stand.',
        ],
      },
    ],
  },
  de: {
    title: 'AGB',
    lead: 'Was zwischen Ihnen und uns gilt, wenn Sie bestellen. Kurz, und zum Lesen gedacht.',
    description: 'Die Verkaufsbedingungen: Vertrag, Preise, Zahlung, Versand, Rückgabe und Haftung.',
    sections: [
      {
        title: 'Eine Vorführung',
        blocks: [
          'Dieser Laden führt eine Software vor. Keine Bestellung hier begründet einen Vertrag, nichts wird abgebucht und nichts verschickt. Was folgt, zeigt, wie ein damit betriebener Laden verkaufen würde; wer einen eröffnet, lässt diese Bedingungen zuvor anwaltlich prüfen.',
        ],
      },
      {
        title: 'Wie ein Vertrag zustande kommt',
        blocks: [
          'Was wir zeigen, ist eine Einladung. Mit der Schaltfläche, die die Bestellung aufgibt, machen Sie ein Angebot zum angezeigten Gesamtpreis. Der Vertrag kommt zustande, wenn wir die Bestellung auf der Seite und per E-Mail bestätigen. Ist vorher etwas ausverkauft oder hat sich ein Preis geändert, sagen wir es Ihnen, und nichts ist gekauft, bis Sie zustimmen.',
          'Zweimal drücken, neu laden oder zurückgehen bestellt nicht zweimal. Sie können als Gast bestellen; ein Konto ist Ihre Wahl.',
        ],
      },
      {
        title: 'Preise und Zahlung',
        blocks: [
          'Die Preise sind in Euro und enthalten die Steuern, die im Land des Ladens anfallen. Hinzu kommt der [Versand](/delivery), soweit er nicht kostenlos ist; Sie sehen ihn vor der Bestellung. Ihre Zahlung wird mit der Bestellung vorgemerkt und eingezogen, wenn das Paket abgeht. Stornieren Sie vorher, wird die Vormerkung aufgehoben.',
        ],
      },
      {
        title: 'Lieferung',
        blocks: [
          'Wir liefern in die Länder und in den Zeiten, die unter [Versand](/delivery) stehen. Die zugesagten Tage stehen bei Ihrer Bestellung. Die Gefahr geht auf Sie über, wenn Sie das Paket in Händen halten.',
        ],
      },
      {
        title: 'Ihr Recht auf Rückgabe',
        blocks: [
          'Sie können den Vertrag innerhalb von 30 Tagen nach Erhalt des letzten Teils der Bestellung ohne Angabe von Gründen widerrufen. Eine eindeutige Nachricht genügt. Unter [Rückgabe](/returns) steht, wie es geht, was es kostet und wann Sie Ihr Geld zurückbekommen.',
        ],
      },
      {
        title: 'Wenn etwas nicht in Ordnung ist',
        blocks: [
          'Nach dem Gesetz stehen wir zwei Jahre lang für Mängel ein, die bei der Lieferung vorhanden waren. Sie können zuerst Reparatur oder Ersatz verlangen, danach einen niedrigeren Preis oder Ihr Geld zurück.',
        ],
      },
      {
        title: 'Haftung',
        blocks: [
          'Wir haften unbeschränkt für Vorsatz, grobe Fahrlässigkeit und Schäden an Leben, Körper oder Gesundheit. Bei leichter Fahrlässigkeit haften wir nur, wenn eine wesentliche Vertragspflicht verletzt ist, und nur bis zum vorhersehbaren Schaden.',
        ],
      },
      {
        title: 'Im Übrigen',
        blocks: [
          'Es gilt das Recht des Landes, in dem der Laden sitzt; der Verbraucherschutz Ihres eigenen Landes bleibt Ihnen erhalten. Ist einer dieser Sätze unwirksam, bleiben die übrigen bestehen.',
        ],
      },
    ],
  },
}

import type { InEach } from '#lib/language.ts'
import { seller } from '#lib/texts/seller.ts'
import type { Information } from './information.ts'

export const returns: InEach<Information> = {
  en: {
    title: 'Returns',
    lead: 'You have 30 days from the day your parcel arrives to change your mind. You need no reason.',
    description: '30 days to return what you do not want: how it works, what it costs, when the money is back.',
    sections: [
      {
        title: 'How to send something back',
        blocks: [
          {
            list: [
              'Open the order in [your account](/account) or [find it by its number](/orders/find), and choose “Return items”. The number begins with S and stands in every letter about the order.',
              'We answer within a working day, in Germany and Austria with a label that you need not pay for. From elsewhere you pay the way back, unless we sent something wrong or broken.',
              `Once we have accepted the return, send it to: ${[seller.name, ...seller.lines.en].join(', ')}.`,
              'Pack it so that it survives the journey, and keep the receipt until the money is back.',
            ],
          },
        ],
      },
      {
        title: 'In what state',
        blocks: [
          'Try things on as you would in a shop. Shoes that have been on a trail and tents that have been rained on are used: we take them back as well, but pay back less than the full price if they lost value by more than trying on.',
          'We cannot take back what hygiene forbids once its seal is broken, such as swimwear and mouthpieces, and what was made to your measure.',
        ],
      },
      {
        title: 'The money',
        blocks: [
          'We pay back the price, and the standard delivery if you return everything, within 14 days of your message, the way you paid. We may wait until the parcel, or a proof that you sent it, is here. You get a letter when the money is on its way.',
        ],
      },
      {
        title: 'Not shipped yet?',
        blocks: [
          'Then you need no return. Open the order in [your account](/account) or [find it by its number](/orders/find), and cancel it. The money goes back at once.',
        ],
      },
      {
        title: 'Broken or not as described',
        blocks: [
          'That is not a return but our fault, and you have two years to tell us. [Write to us](/contact), best with a picture. We repair it, send another one, or pay you back, and we pay every way.',
        ],
      },
    ],
  },
  de: {
    title: 'Rückgabe',
    lead: 'Ab dem Tag, an dem Ihr Paket ankommt, haben Sie 30 Tage Zeit, es sich anders zu überlegen. Gründe brauchen Sie keine.',
    description: '30 Tage Rückgaberecht: wie es geht, was es kostet und wann das Geld zurück ist.',
    sections: [
      {
        title: 'So schicken Sie etwas zurück',
        blocks: [
          {
            list: [
              'Öffnen Sie die Bestellung in [Ihrem Konto](/account), oder [finden Sie sie über ihre Nummer](/orders/find), und wählen Sie „Artikel zurückgeben“. Die Nummer beginnt mit S und steht in jeder Nachricht zur Bestellung.',
              'Wir antworten innerhalb eines Werktags, in Deutschland und Österreich mit einem kostenlosen Paketschein. Aus anderen Ländern tragen Sie die Rücksendung, außer wir haben etwas Falsches oder Beschädigtes geschickt.',
              `Sobald wir die Rückgabe angenommen haben, schicken Sie alles an: ${[seller.name, ...seller.lines.de].join(', ')}.`,
              'Verpacken Sie alles so, dass es die Reise übersteht, und heben Sie den Beleg auf, bis das Geld zurück ist.',
            ],
          },
        ],
      },
      {
        title: 'In welchem Zustand',
        blocks: [
          'Probieren Sie alles so an, wie Sie es im Laden täten. Schuhe, die auf dem Pfad waren, und Zelte, in die es geregnet hat, sind gebraucht: Auch sie nehmen wir zurück, erstatten aber weniger als den vollen Preis, wenn sie durch mehr als das Anprobieren an Wert verloren haben.',
          'Nicht zurücknehmen können wir, was die Hygiene verbietet, sobald das Siegel gebrochen ist, etwa Badekleidung und Mundstücke, und was nach Ihren Maßen gefertigt wurde.',
        ],
      },
      {
        title: 'Das Geld',
        blocks: [
          'Wir erstatten den Preis, und den Standardversand, wenn Sie alles zurückgeben, innerhalb von 14 Tagen nach Ihrer Nachricht auf dem Weg, auf dem Sie bezahlt haben. Wir dürfen warten, bis das Paket oder ein Nachweis der Absendung hier ist. Sie bekommen eine Nachricht, wenn das Geld unterwegs ist.',
        ],
      },
      {
        title: 'Noch nicht verschickt?',
        blocks: [
          'Dann brauchen Sie keine Rückgabe. Öffnen Sie die Bestellung in [Ihrem Konto](/account), oder [finden Sie sie über ihre Nummer](/orders/find), und stornieren Sie sie. Das Geld geht sofort zurück.',
        ],
      },
      {
        title: 'Defekt oder nicht wie beschrieben',
        blocks: [
          'Das ist keine Rückgabe, sondern unser Fehler, und Sie haben zwei Jahre Zeit, ihn zu melden. [Schreiben Sie uns](/contact), am besten mit einem Bild. Wir reparieren, schicken Ersatz oder erstatten den Preis, und wir tragen alle Wege.',
        ],
      },
    ],
  },
}

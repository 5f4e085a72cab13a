export const errorPage = {
  notFound: {
    title: { en: 'Nothing stands here', de: 'Hier steht nichts' },
    text: {
      en: 'This stall has moved or closed. Search for what you need, or walk in by the front.',
      de: 'Dieser Stand ist umgezogen oder geschlossen. Suchen Sie, was Sie brauchen, oder kommen Sie vorn herein.',
    },
  },
  outOfReach: {
    title: { en: 'Back in a moment', de: 'Gleich wieder da' },
    text: {
      en: 'What this page shows is out of reach right now. Nothing of yours is lost: try again in a moment.',
      de: 'Was diese Seite zeigt, ist gerade nicht erreichbar. Nichts ist verloren: versuchen Sie es gleich noch einmal.',
    },
  },
  broken: {
    title: { en: 'Something went wrong on our side', de: 'Bei uns ist etwas schiefgegangen' },
    text: {
      en: 'We have noted it. Nothing of yours is lost: try again, or go on from the home page.',
      de: 'Wir haben es vermerkt. Nichts ist verloren: versuchen Sie es erneut, oder gehen Sie zur Startseite.',
    },
  },
  again: { en: 'Try again', de: 'Erneut versuchen' },
  home: { en: 'To the home page', de: 'Zur Startseite' },
  all: { en: 'See everything', de: 'Alles ansehen' },
  reference: { en: 'If you write to us, name this', de: 'Wenn Sie uns schreiben, nennen Sie dies' },
}

export const home = {
  title: { en: 'Everything for a life outside', de: 'Alles für ein Leben draußen' },
  lead: {
    en: 'Shoes that know the trail, tents that know the wind, and people who know what they sell. One market, many stalls.',
    de: 'Schuhe, die den Pfad kennen, Zelte, die den Wind kennen, und Leute, die kennen, was sie verkaufen. Ein Markt, viele Stände.',
  },
  browse: { en: 'Walk through the market', de: 'Durch den Markt gehen' },
  bestLink: { en: 'What others buy', de: 'Was andere kaufen' },
  departments: { en: 'The stalls', de: 'Die Stände' },
  things: {
    en: (count: number) => (count === 1 ? '1 thing' : `${count} things`),
    de: (count: number) => (count === 1 ? '1 Stück' : `${count} Artikel`),
  },
  best: { en: 'Best sellers', de: 'Meistgekauft' },
  newest: { en: 'Just arrived', de: 'Neu eingetroffen' },
  all: { en: 'See all', de: 'Alle ansehen' },
  empty: {
    en: 'The shelves are being filled. Look in again in a moment.',
    de: 'Die Regale werden gerade gefüllt. Schauen Sie gleich noch einmal herein.',
  },
  description: {
    en: 'Running, hiking, cycling, climbing, swimming and winter gear with honest prices, free delivery from €60 and 30 days to return.',
    de: 'Ausrüstung zum Laufen, Wandern, Radfahren, Klettern, Schwimmen und für den Winter: ehrliche Preise, ab 60 € versandfrei, 30 Tage Rückgabe.',
  },
}

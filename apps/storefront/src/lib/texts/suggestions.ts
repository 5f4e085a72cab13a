export const suggestions = {
  title: { en: 'Suggestions', de: 'Vorschläge' },
  categories: { en: 'Categories', de: 'Kategorien' },
  products: { en: 'Products', de: 'Produkte' },
  all: { en: (q: string) => `All results for “${q}”`, de: (q: string) => `Alle Ergebnisse für „${q}“` },
  told: {
    en: (count: number) => `${count === 1 ? '1 suggestion' : `${count} suggestions`}, choose with the arrow keys`,
    de: (count: number) => `${count === 1 ? '1 Vorschlag' : `${count} Vorschläge`}, mit den Pfeiltasten auswählbar`,
  },
}

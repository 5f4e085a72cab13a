export const suggestions = {
  title: { en: 'Suggestions', de: 'Vorschläge' },
  categories: { en: 'Categories', de: 'Kategorien' },
  products: { en: 'Products', de: 'Produkte' },
  all: { en: (q: string) => `All results for “${q}”`, de: (q: string) => `Alle Ergebnisse für „${q}“` },
  told: {
    en: (count: number) => (count === 0 ? 'No suggestions' : `${count} suggestions, choose with the arrow keys`),
    de: (count: number) => (count === 0 ? 'Keine Vorschläge' : `${count} Vorschläge, mit den Pfeiltasten auswählbar`),
  },
}

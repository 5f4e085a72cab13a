export const returnPage = {
  title: {
    en: (number: string) => `Return items from order ${number}`,
    de: (number: string) => `Artikel aus Bestellung ${number} zurückgeben`,
  },
  crumb: { en: 'Return items', de: 'Artikel zurückgeben' },
  lead: {
    en: (day: string) =>
      `You can return what you do not want until ${day}. Choose the items, and we write to you what to do next.`,
    de: (day: string) =>
      `Bis ${day} können Sie zurückgeben, was Sie nicht behalten möchten. Wählen Sie die Artikel aus, und wir schreiben Ihnen, wie es weitergeht.`,
  },
  items: { en: 'What would you like to return?', de: 'Was möchten Sie zurückgeben?' },
  quantity: { en: (name: string) => `How many of ${name}?`, de: (name: string) => `Wie viele: ${name}?` },
  of: { en: (most: number) => `of ${most}`, de: (most: number) => `von ${most}` },
  reason: {
    en: 'Why? It helps us do better. (optional)',
    de: 'Warum? Es hilft uns, besser zu werden. (freiwillig)',
  },
  send: { en: 'Request the return', de: 'Rückgabe anmelden' },
  rules: { en: 'How returns work', de: 'So geht die Rückgabe' },
}

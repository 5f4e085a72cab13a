export const returnPage = {
  title: {
    en: (number: string) => `Return items of order ${number}`,
    de: (number: string) => `Artikel aus Bestellung ${number} zurückgeben`,
  },
  crumb: { en: 'Return items', de: 'Artikel zurückgeben' },
  lead: {
    en: (day: string) => `Until ${day} you can send back what you do not want. Choose what, and we write to you how.`,
    de: (day: string) =>
      `Bis ${day} können Sie zurückgeben, was Sie nicht behalten möchten. Wählen Sie aus, und wir schreiben Ihnen, wie es geht.`,
  },
  items: { en: 'What do you send back?', de: 'Was geben Sie zurück?' },
  quantity: { en: (name: string) => `How many of ${name}?`, de: (name: string) => `Wie viele: ${name}?` },
  of: { en: (most: number) => `of ${most}`, de: (most: number) => `von ${most}` },
  reason: {
    en: 'Why? It helps us to do better. (optional)',
    de: 'Warum? Es hilft uns, besser zu werden. (freiwillig)',
  },
  send: { en: 'Ask for the return', de: 'Rückgabe anmelden' },
  rules: { en: 'How returns work', de: 'So geht die Rückgabe' },
}

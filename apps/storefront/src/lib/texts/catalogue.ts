export const catalogue = {
  from: { en: 'from', de: 'ab' },
  now: { en: 'now', de: 'jetzt' },
  before: { en: 'before', de: 'vorher' },
  soldOut: { en: 'Sold out', de: 'Ausverkauft' },
  low: { en: 'Only a few left', de: 'Nur noch wenige' },
  reduced: { en: 'Reduced', de: 'Reduziert' },
}

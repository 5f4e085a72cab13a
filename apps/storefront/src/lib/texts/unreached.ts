/** What a page says by itself where the browser could not reach the shop. */
export const unreached = {
  title: { en: 'The shop could not be reached', de: 'Der Laden war nicht erreichbar' },
  way: { en: 'Try again', de: 'Erneut versuchen' },
}

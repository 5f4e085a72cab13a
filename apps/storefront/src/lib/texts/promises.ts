/** What the shop promises, in the line above every page; sent with the page in its language. */
export const promises = {
  en: ['Free delivery from €60', '30 days to return', 'Prices include tax'],
  de: ['Versandfrei ab 60 €', '30 Tage Rückgabe', 'Preise inklusive Steuern'],
}

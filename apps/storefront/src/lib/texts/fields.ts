/** The labels of fields that several forms have. */
export const fields = {
  email: { en: 'E-mail address', de: 'E-Mail-Adresse' },
  password: { en: 'Password', de: 'Passwort' },
  newPassword: { en: 'New password', de: 'Neues Passwort' },
  passwordHint: {
    en: 'At least 8 characters. A few words in a row are easy to remember and hard to guess.',
    de: 'Mindestens 8 Zeichen. Einige Wörter hintereinander sind leicht zu merken und schwer zu erraten.',
  },
  show: { en: 'Show', de: 'Zeigen' },
  hide: { en: 'Hide', de: 'Verbergen' },
  name: { en: 'Your name', de: 'Ihr Name' },
  fullName: { en: 'Full name', de: 'Vor- und Nachname' },
  line1: { en: 'Street and number', de: 'Straße und Hausnummer' },
  line2: { en: 'Company, flat or floor (optional)', de: 'Firma, Wohnung oder Stockwerk (freiwillig)' },
  postcode: { en: 'Postcode', de: 'Postleitzahl' },
  city: { en: 'City', de: 'Ort' },
  region: { en: 'State or region (optional)', de: 'Bundesland oder Region (freiwillig)' },
  country: { en: 'Country', de: 'Land' },
  chooseCountry: { en: 'Choose a country', de: 'Land wählen' },
}

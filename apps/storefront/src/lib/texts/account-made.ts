/** Why an account could not be made. Said by the server alone. */
export const accountProblems = {
  short: {
    en: 'Choose a password of at least 8 and at most 128 characters',
    de: 'Wählen Sie ein Passwort mit mindestens 8 und höchstens 128 Zeichen',
  },
  taken: {
    en: 'There is an account for this address already. Sign in with its password.',
    de: 'Für diese Adresse gibt es schon ein Konto. Melden Sie sich mit seinem Passwort an.',
  },
  tooMany: {
    en: 'There were many attempts from your connection. Try again in a minute.',
    de: 'Von Ihrem Anschluss kamen sehr viele Versuche. Versuchen Sie es in einer Minute noch einmal.',
  },
  away: {
    en: 'Accounts are out of reach right now. Your order is safe: try again in a moment.',
    de: 'Konten sind gerade nicht erreichbar. Ihre Bestellung ist sicher: versuchen Sie es gleich noch einmal.',
  },
}

/** What the account's forms answer; from the server, so that none of it stands in the browser. */
export const signInAnswers = {
  wrong: {
    en: 'This e-mail address and this password do not belong together. Check both, or set a new password.',
    de: 'Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beides oder setzen Sie ein neues Passwort.',
  },
}
export const registerAnswers = {
  taken: {
    en: 'There is an account with this e-mail address already. Sign in, or set a new password if you no longer know it.',
    de: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich an, oder setzen Sie ein neues Passwort, wenn Sie es nicht mehr wissen.',
  },
  again: {
    en: 'An account has been made with this form already. Sign in, or load the page anew for another one.',
    de: 'Mit diesem Formular wurde schon ein Konto angelegt. Melden Sie sich an, oder laden Sie die Seite neu, um ein weiteres anzulegen.',
  },
}
export const linkAnswers = {
  verifyExpired: {
    en: 'This link is too old, or not complete. Sign in and have a new one sent from your account’s page.',
    de: 'Dieser Link ist zu alt oder nicht vollständig. Melden Sie sich an und lassen Sie sich auf der Seite Ihres Kontos einen neuen schicken.',
  },
  resetExpired: {
    en: 'This link has been used before, is too old, or is not complete. Ask for a new one below.',
    de: 'Dieser Link wurde schon benutzt, ist zu alt oder nicht vollständig. Fordern Sie unten einen neuen an.',
  },
}
export const profileAnswers = {
  wrongPassword: {
    en: 'This is not your password. Check it and try again.',
    de: 'Das ist nicht Ihr Passwort. Prüfen Sie es und versuchen Sie es noch einmal.',
  },
  staff: {
    en: 'This is a staff account: a colleague with the right to it removes it.',
    de: 'Dies ist ein Mitarbeiterkonto: Eine Kollegin oder ein Kollege mit dem Recht dazu entfernt es.',
  },
}
export const addressAnswers = {
  name: { en: 'Enter who lives or works there.', de: 'Geben Sie an, wer dort wohnt oder arbeitet.' },
  line1: { en: 'Enter the street and the number.', de: 'Geben Sie Straße und Hausnummer ein.' },
  line2: { en: 'Keep this line shorter than 120 characters.', de: 'Halten Sie diese Zeile kürzer als 120 Zeichen.' },
  city: { en: 'Enter the town or city.', de: 'Geben Sie den Ort ein.' },
  postcode: {
    en: 'Enter the postcode: letters, figures, blanks and hyphens only.',
    de: 'Geben Sie die Postleitzahl ein: nur Buchstaben, Ziffern, Leerzeichen und Bindestriche.',
  },
  region: { en: 'Keep the region shorter than 100 characters.', de: 'Halten Sie die Region kürzer als 100 Zeichen.' },
  country: { en: 'Choose the country.', de: 'Wählen Sie das Land.' },
  full: {
    en: 'You have saved as many addresses as there is room for. Change or remove one of them.',
    de: 'Sie haben so viele Adressen gespeichert, wie hineinpassen. Ändern oder entfernen Sie eine davon.',
  },
  gone: {
    en: 'This address is no longer there.',
    de: 'Diese Adresse gibt es nicht mehr.',
  },
}
export const sessionAnswers = {
  gone: { en: 'This session has ended already.', de: 'Diese Sitzung ist schon beendet.' },
}

/** What forms answer; from the server, so that none of it stands in the browser. */
export const formTexts = {
  outOfReach: {
    en: 'This part of the shop is out of reach right now. Nothing is lost: please try again in a moment.',
    de: 'Dieser Teil des Ladens ist gerade nicht erreichbar. Nichts ist verloren: Bitte versuchen Sie es gleich noch einmal.',
  },
  invalid: {
    en: 'Something in this form does not look right. Please check it and send it again.',
    de: 'Etwas in diesem Formular stimmt nicht. Bitte prüfen Sie es und senden Sie es noch einmal.',
  },
  tooMany: {
    en: (minutes: number) =>
      `There were too many tries. Please wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.`,
    de: (minutes: number) =>
      `Es gab zu viele Versuche. Bitte warten Sie ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`} und versuchen Sie es dann noch einmal.`,
  },
  email: {
    en: 'Enter an e-mail address, such as name@example.com.',
    de: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.',
  },
  password: {
    en: 'Choose a password of 8 to 128 characters.',
    de: 'Wählen Sie ein Passwort mit 8 bis 128 Zeichen.',
  },
  ownPassword: { en: 'Enter your password.', de: 'Geben Sie Ihr Passwort ein.' },
  name: { en: 'Enter your name.', de: 'Geben Sie Ihren Namen ein.' },
}

export const entering = {
  signIn: {
    title: { en: 'Sign in', de: 'Anmelden' },
    lead: { en: 'Good to see you again.', de: 'Schön, Sie wiederzusehen.' },
    send: { en: 'Sign in', de: 'Anmelden' },
    forgotten: { en: 'Forgotten your password?', de: 'Passwort vergessen?' },
    newHere: { en: 'New here?', de: 'Neu hier?' },
    register: { en: 'Make an account', de: 'Konto anlegen' },
    asGuest: { en: 'Ordered without an account?', de: 'Ohne Konto bestellt?' },
    find: { en: 'Find your order', de: 'Bestellung finden' },
    after: {
      registered: {
        en: 'Your account is made. Sign in to use it.',
        de: 'Ihr Konto ist angelegt. Melden Sie sich an, um es zu nutzen.',
      },
      reset: {
        en: 'Your new password is set, and you are signed out everywhere. Sign in with it.',
        de: 'Ihr neues Passwort gilt, und Sie sind überall abgemeldet. Melden Sie sich damit an.',
      },
    },
  },
  register: {
    title: { en: 'Make an account', de: 'Konto anlegen' },
    lead: {
      en: 'Your orders, addresses and cart in one place, on every device.',
      de: 'Ihre Bestellungen, Adressen und Ihr Warenkorb an einem Ort, auf jedem Gerät.',
    },
    send: { en: 'Make the account', de: 'Konto anlegen' },
    have: { en: 'Have an account already?', de: 'Haben Sie schon ein Konto?' },
    signIn: { en: 'Sign in', de: 'Anmelden' },
    privacy: { en: 'How we treat what you tell us: ', de: 'Wie wir mit Ihren Angaben umgehen: ' },
    privacyLink: { en: 'Privacy', de: 'Datenschutz' },
  },
  reset: {
    askTitle: { en: 'Forgotten your password?', de: 'Passwort vergessen?' },
    askLead: {
      en: 'Tell us your e-mail address, and we send you a link to set a new one.',
      de: 'Nennen Sie uns Ihre E-Mail-Adresse, und wir schicken Ihnen einen Link, mit dem Sie ein neues setzen.',
    },
    ask: { en: 'Send me the link', de: 'Link schicken' },
    askedTitle: { en: 'Look into your mailbox', de: 'Sehen Sie in Ihr Postfach' },
    asked: {
      en: 'If there is an account with this address, a letter with a link is on its way. The link works once, within an hour. Nothing there? Look among the junk mail, and whether you ordered with another address.',
      de: 'Wenn es zu dieser Adresse ein Konto gibt, ist ein Brief mit einem Link unterwegs. Der Link gilt einmal, eine Stunde lang. Nichts da? Sehen Sie im Spam nach, und ob Sie eine andere Adresse benutzt haben.',
    },
    setTitle: { en: 'Set a new password', de: 'Neues Passwort setzen' },
    setLead: {
      en: 'With it you are signed out wherever you were signed in.',
      de: 'Damit werden Sie überall abgemeldet, wo Sie angemeldet waren.',
    },
    set: { en: 'Set the password', de: 'Passwort setzen' },
    askAgain: { en: 'Ask for a new link', de: 'Neuen Link anfordern' },
    back: { en: 'Back to signing in', de: 'Zurück zur Anmeldung' },
  },
  verify: {
    title: { en: 'Confirm your e-mail address', de: 'E-Mail-Adresse bestätigen' },
    lead: {
      en: 'One press, and we know that our letters reach you.',
      de: 'Ein Klick, und wir wissen, dass unsere Briefe bei Ihnen ankommen.',
    },
    send: { en: 'Confirm my address', de: 'Meine Adresse bestätigen' },
    doneTitle: { en: 'Thank you, confirmed', de: 'Danke, bestätigt' },
    done: {
      en: 'Letters about your orders now find you.',
      de: 'Briefe zu Ihren Bestellungen finden Sie nun.',
    },
    account: { en: 'To my account', de: 'Zu meinem Konto' },
    browse: { en: 'Look around', de: 'Umsehen' },
  },
  deleted: {
    title: { en: 'Your account is gone', de: 'Ihr Konto ist gelöscht' },
    text: {
      en: 'With it went your addresses, your sessions and your cart. Invoices of orders stay as long as the law asks for, tied to no account. Orders that are under way still reach you, with letters about them.',
      de: 'Mit ihm gingen Ihre Adressen, Ihre Sitzungen und Ihr Warenkorb. Rechnungen zu Bestellungen bleiben so lange, wie das Gesetz es verlangt, keinem Konto zugeordnet. Bestellungen, die unterwegs sind, erreichen Sie noch, samt den Briefen dazu.',
    },
    thanks: {
      en: 'Thank you for having been with us. You are welcome back at any time.',
      de: 'Danke, dass Sie bei uns waren. Sie sind jederzeit wieder willkommen.',
    },
    home: { en: 'To the home page', de: 'Zur Startseite' },
  },
}

export const account = {
  nav: { en: 'My account', de: 'Mein Konto' },
  overview: { en: 'Overview', de: 'Übersicht' },
  orders: { en: 'Orders', de: 'Bestellungen' },
  profile: { en: 'Profile', de: 'Profil' },
  addresses: { en: 'Addresses', de: 'Adressen' },
  sessions: { en: 'Sessions', de: 'Sitzungen' },
  data: { en: 'My data', de: 'Meine Daten' },
  signOut: { en: 'Sign out', de: 'Abmelden' },
  hello: { en: (name: string) => `Hello, ${name}`, de: (name: string) => `Guten Tag, ${name}` },
  verified: { en: 'confirmed', de: 'bestätigt' },
  notVerified: { en: 'not confirmed yet', de: 'noch nicht bestätigt' },
  verifyWhy: {
    en: 'We sent you a letter with a link: follow it, and we know that our letters reach you.',
    de: 'Wir haben Ihnen einen Brief mit einem Link geschickt: Folgen Sie ihm, und wir wissen, dass unsere Briefe bei Ihnen ankommen.',
  },
  resend: { en: 'Send the letter again', de: 'Brief noch einmal schicken' },
  resent: {
    en: 'The letter is on its way. Look among the junk mail too.',
    de: 'Der Brief ist unterwegs. Sehen Sie auch im Spam nach.',
  },
  latest: { en: 'Latest orders', de: 'Letzte Bestellungen' },
  allOrders: { en: 'All orders', de: 'Alle Bestellungen' },
  ordersAway: {
    en: 'Your orders are out of reach right now. None is lost; look again in a moment.',
    de: 'Ihre Bestellungen sind gerade nicht erreichbar. Keine ist verloren; schauen Sie gleich noch einmal.',
  },
  linkNotes: {
    profile: { en: 'Your name and password', de: 'Ihr Name und Passwort' },
    addresses: { en: 'Where your parcels go', de: 'Wohin Ihre Pakete gehen' },
    sessions: { en: 'See and end your sessions', de: 'Ihre Sitzungen sehen und beenden' },
    data: { en: 'Download it, or delete the account', de: 'Herunterladen, oder Konto löschen' },
  },
}

export const profile = {
  name: { en: 'Your name', de: 'Ihr Name' },
  saveName: { en: 'Save the name', de: 'Namen speichern' },
  nameSaved: { en: 'Your name is saved.', de: 'Ihr Name ist gespeichert.' },
  email: { en: 'Your e-mail address', de: 'Ihre E-Mail-Adresse' },
  password: { en: 'Change the password', de: 'Passwort ändern' },
  passwordNote: {
    en: 'You stay signed in here, and are signed out everywhere else.',
    de: 'Hier bleiben Sie angemeldet, überall sonst werden Sie abgemeldet.',
  },
  current: { en: 'Current password', de: 'Bisheriges Passwort' },
  savePassword: { en: 'Change the password', de: 'Passwort ändern' },
  passwordSaved: {
    en: 'Your new password is set. You are signed out everywhere else.',
    de: 'Ihr neues Passwort gilt. Überall sonst sind Sie abgemeldet.',
  },
}

export const sessions = {
  title: { en: 'Where I am signed in', de: 'Wo ich angemeldet bin' },
  lead: {
    en: 'Each line is a browser that is signed in to your account. You do not know one? End it, and change your password.',
    de: 'Jede Zeile ist ein Browser, der in Ihrem Konto angemeldet ist. Sie kennen einen nicht? Beenden Sie die Sitzung, und ändern Sie Ihr Passwort.',
  },
  here: { en: 'This browser', de: 'Dieser Browser' },
  other: { en: 'Another browser', de: 'Ein anderer Browser' },
  from: { en: (address: string) => `from ${address}`, de: (address: string) => `von ${address}` },
  since: { en: 'Signed in', de: 'Angemeldet' },
  seen: { en: 'Last seen', de: 'Zuletzt gesehen' },
  end: { en: 'End it', de: 'Beenden' },
  endOf: {
    en: (since: string) => `the session begun on ${since}`,
    de: (since: string) => `die Sitzung vom ${since}`,
  },
  endOthers: { en: 'Sign out everywhere else', de: 'Überall sonst abmelden' },
  ended: { en: 'The session has ended.', de: 'Die Sitzung ist beendet.' },
  endedOthers: { en: 'You are signed out everywhere else.', de: 'Überall sonst sind Sie abgemeldet.' },
  changePassword: { en: 'Change my password', de: 'Mein Passwort ändern' },
}

export const myData = {
  downloadTitle: { en: 'Take it with you', de: 'Mitnehmen' },
  download: {
    en: 'One file with your account, your addresses, your sessions, your orders and your cart, in a form that other programs read (JSON).',
    de: 'Eine Datei mit Ihrem Konto, Ihren Adressen, Ihren Sitzungen, Ihren Bestellungen und Ihrem Warenkorb, in einer Form, die andere Programme lesen (JSON).',
  },
  away: {
    en: 'A part of it is out of reach right now, so there is no file yet: it shall be whole. Please try again in a moment.',
    de: 'Ein Teil davon ist gerade nicht erreichbar, deshalb gibt es noch keine Datei: Sie soll vollständig sein. Bitte versuchen Sie es gleich noch einmal.',
  },
  downloadLink: { en: 'Download my data', de: 'Meine Daten herunterladen' },
  deleteTitle: { en: 'Delete the account', de: 'Konto löschen' },
  goes: { en: 'What goes, at once and for good', de: 'Was geht, sofort und für immer' },
  goesList: {
    en: ['Your name, e-mail address and password', 'Your saved addresses', 'Your sessions, everywhere', 'Your cart'],
    de: [
      'Ihr Name, Ihre E-Mail-Adresse und Ihr Passwort',
      'Ihre gespeicherten Adressen',
      'Ihre Sitzungen, überall',
      'Ihr Warenkorb',
    ],
  },
  stays: { en: 'What stays', de: 'Was bleibt' },
  staysList: {
    en: [
      'Orders with the address they went to, as the law asks of invoices. They belong to no account then: you can no longer see them here, so keep the invoices that you need.',
      'What is under way goes on: parcels arrive, refunds are paid.',
    ],
    de: [
      'Bestellungen mit der Adresse, an die sie gingen, wie das Gesetz es für Rechnungen verlangt. Sie gehören dann zu keinem Konto: Sie sehen sie hier nicht mehr, heben Sie also die Rechnungen auf, die Sie brauchen.',
      'Was unterwegs ist, geht weiter: Pakete kommen an, Erstattungen werden gezahlt.',
    ],
  },
  show: { en: 'I want to delete my account', de: 'Ich möchte mein Konto löschen' },
  password: { en: 'Your password', de: 'Ihr Passwort' },
  delete: { en: 'Delete my account for good', de: 'Mein Konto endgültig löschen' },
}

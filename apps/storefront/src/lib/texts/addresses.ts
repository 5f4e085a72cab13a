export const addresses = {
  lead: {
    en: 'Save where your parcels go, and the checkout fills itself in.',
    de: 'Speichern Sie, wohin Ihre Pakete gehen, und die Kasse füllt sich von selbst aus.',
  },
  none: { en: 'No address saved yet.', de: 'Noch keine Adresse gespeichert.' },
  default: { en: 'Default', de: 'Standard' },
  add: { en: 'Add an address', de: 'Adresse hinzufügen' },
  change: { en: 'Change', de: 'Ändern' },
  changeTitle: { en: 'Change an address', de: 'Adresse ändern' },
  makeDefault: { en: 'Make it the default', de: 'Als Standard setzen' },
  isDefault: { en: 'Deliver here unless I say otherwise', de: 'Hierher liefern, wenn ich nichts anderes sage' },
  remove: { en: 'Remove', de: 'Entfernen' },
  removeSure: { en: 'Yes, remove it', de: 'Ja, entfernen' },
  of: {
    en: (name: string, line: string) => `${name}, ${line}`,
    de: (name: string, line: string) => `${name}, ${line}`,
  },
  save: { en: 'Save the address', de: 'Adresse speichern' },
  back: { en: 'Back to my addresses', de: 'Zurück zu meinen Adressen' },
  done: {
    added: { en: 'The address is saved.', de: 'Die Adresse ist gespeichert.' },
    changed: { en: 'The change is saved.', de: 'Die Änderung ist gespeichert.' },
    removed: { en: 'The address is removed.', de: 'Die Adresse ist entfernt.' },
    default: { en: 'This is your default address now.', de: 'Dies ist nun Ihre Standardadresse.' },
  },
}

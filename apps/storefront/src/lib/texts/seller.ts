/** Who sells here, as invoices name them. */
export const seller = {
  name: 'Souk',
  lines: { en: ['Marktgasse 1', '10115 Berlin', 'Germany'], de: ['Marktgasse 1', '10115 Berlin', 'Deutschland'] },
}

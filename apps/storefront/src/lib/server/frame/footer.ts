/** The foot of every page, made once for each language. */
import { render } from 'svelte/server'
import { type Language, languages } from '#lib/language.ts'
import Footer from './Footer.svelte'

const made = new Map(languages.map((language) => [language, render(Footer, { props: { language } }).body]))

export function footerIn(language: Language) {
  return made.get(language) ?? ''
}

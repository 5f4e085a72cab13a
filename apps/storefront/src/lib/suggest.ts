/** Gives the search field its suggestions. Not part of the page until somebody goes to the field. */
import { mount } from 'svelte'
import Suggestions from './components/Suggestions.svelte'

let known: HTMLInputElement | undefined

export function suggestFor(input: HTMLInputElement) {
  if (input === known || input.form === null) return
  known = input
  mount(Suggestions, { target: input.form, props: { input } })
}

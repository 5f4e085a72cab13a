/**
 * What somebody chooses on a page before its script has come: hydration puts back what the server had said. Called while a
 * component is made, which is before that. Choices tell by `data-chosen` what the server said.
 * @returns to be called when the component stands: makes the choices anew and returns their elements
 */
export function chosenEarly(selector: string) {
  if (typeof document === 'undefined') return () => []
  const found = [...document.querySelectorAll<HTMLInputElement & HTMLOptionElement>(`${selector}[data-chosen]`)]
  const early = found
    .map((element) => {
      const property: 'checked' | 'selected' = element.checked === undefined ? 'selected' : 'checked'
      return { element, property, is: element[property] }
    })
    .filter(({ element, is }) => `${is}` !== element.dataset.chosen)
  return () =>
    early.map(({ element, property, is }) => {
      element[property] = is
      return element
    })
}

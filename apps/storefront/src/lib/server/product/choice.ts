/** The options in a form's fields: each is named after its option, with this before it. */
const before = 'option.'

/** @returns the value of each option by its name; undefined where the fields hold none */
export function chosenIn(fields: Iterable<[string, unknown]>): Record<string, string> | undefined {
  const values = [...fields]
    .filter(([field]) => field.startsWith(before))
    .map(([field, value]) => [field.slice(before.length), String(value)])
  return values.length === 0 ? undefined : Object.fromEntries(values)
}

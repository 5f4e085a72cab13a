/** JSON for people who review it: what fits into a line stands in one, in the formatter's own way. */

const width = 120

export function readableJson(value: unknown): string {
  return `${written(value, '', 0)}\n`
}

/** @param taken columns that stand before the value in its line, and after it */
function written(value: unknown, indent: string, taken: number): string {
  const flat = inOneLine(value)
  if (indent !== '' && !holdsSpread(value) && indent.length + taken + flat.length <= width) return flat
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((one) => inner + written(one, inner, 1)).join(',\n')}\n${indent}]`
  }
  if (typeof value !== 'object' || value === null) return flat
  const fields = Object.entries(value).map(([key, one]) => {
    const name = `${JSON.stringify(key)}: `
    return inner + name + written(one, inner, name.length + 1)
  })
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`
}

/** Several objects that say more than one thing each stand below each other, and so does all around them. */
function holdsSpread(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const inside = Object.values(value)
  const isSpread = Array.isArray(value) && inside.length > 1 && inside.every(saysSeveral)
  return isSpread || inside.some(holdsSpread)
}

function saysSeveral(value: unknown) {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 1
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inOneLine(one)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

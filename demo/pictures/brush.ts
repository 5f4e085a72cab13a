import type { Tones } from './colours.ts'
import { accentFor, brightness, colourOf, hash, mix, tones } from './colours.ts'

export type Brush = {
  main: Tones
  accent: Tones
  choose: <T>(question: string, answers: readonly [T, ...T[]]) => T
  form: (outline: string, colours: Tones, inside?: string, depth?: number) => string
  shadow: (x: number, y: number, width: number, height?: number) => string
}

export type Kind = (brush: Brush, variation: string) => string

function gradient(id: string, colours: Tones): string {
  return (
    `<linearGradient id="${id}" x1=".1" y1="0" x2=".6" y2="1"><stop stop-color="${colours.light}"/>` +
    `<stop offset=".45" stop-color="${colours.base}"/><stop offset="1" stop-color="${colours.dark}"/></linearGradient>`
  )
}

// Every id carries the hash of key and colour, so that several pictures can stand inline in one page.
export function paint(kind: Kind, variation: string, key: string, colourName: string): string {
  const prefix = `p${hash(`${key}|${colourName}`).toString(36)}`
  const [first = colourName, second] = colourName.split(/\s*\/\s*/)
  const main = tones(colourOf(first))
  const accent = tones(second ? colourOf(second) : accentFor(main.base, hash(`${key}|accent|${colourName}`)))
  const definitions: string[] = []
  const gradients = new Map<string, string>()

  function fillOf(colours: Tones): string {
    const known = gradients.get(colours.base)
    if (known) return known
    const id = `${prefix}g${gradients.size}`
    definitions.push(gradient(id, colours))
    gradients.set(colours.base, `url(#${id})`)
    return `url(#${id})`
  }

  // Light comes from the upper left: the outline itself, moved a little, shades one rim and lights the other.
  function form(outline: string, colours: Tones, inside = '', depth = 1): string {
    const id = `${prefix}f${definitions.length}`
    definitions.push(`<path id="${id}" d="${outline}"/><clipPath id="${id}c"><use href="#${id}"/></clipPath>`)
    const rim = (stroke: string, opacity: number, width: number, move: number) =>
      `<use href="#${id}" fill="none" stroke="${stroke}" stroke-opacity="${opacity}" stroke-width="${width * depth}" ` +
      `transform="translate(${move * depth} ${move * depth * 1.2})"/>`
    return (
      `<g clip-path="url(#${id}c)"><use href="#${id}" fill="${fillOf(colours)}"/>${inside}` +
      `${rim(colours.deep, 0.2, 56, -15)}${rim('#fff', 0.26, 24, 9)}</g>`
    )
  }

  function shadow(x: number, y: number, width: number, height = width / 9): string {
    return (
      `<ellipse cx="${x}" cy="${y}" rx="${width}" ry="${height}" fill="url(#${prefix}s)"/>` +
      `<ellipse cx="${x + 10}" cy="${y}" rx="${width * 0.72}" ry="${height * 0.45}" fill="url(#${prefix}s)"/>`
    )
  }

  const brush: Brush = {
    main,
    accent,
    choose: (question, answers) => answers[hash(`${key}|${question}`) % answers.length] ?? answers[0],
    form,
    shadow,
  }
  const drawing = kind(brush, variation)
  const pale = brightness(main.base) > 0.74
  const ground = mix(pale ? '#cfd5d8' : '#ece8e1', main.base, pale ? 0.14 : 0.1)
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200" width="1200" height="1200"><defs>' +
    `<linearGradient id="${prefix}b" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${mix(ground, '#ffffff', 0.3)}"/>` +
    `<stop offset="1" stop-color="${ground}"/></linearGradient>` +
    `<radialGradient id="${prefix}s"><stop stop-color="#1b1c30" stop-opacity=".34"/>` +
    '<stop offset=".6" stop-color="#1b1c30" stop-opacity=".12"/>' +
    '<stop offset="1" stop-color="#1b1c30" stop-opacity="0"/>' +
    `</radialGradient>${definitions.join('')}</defs><rect width="1200" height="1200" fill="url(#${prefix}b)"/>` +
    `<circle cx="600" cy="570" r="450" fill="#fff" opacity=".34"/>` +
    `<g stroke-linecap="round" stroke-linejoin="round">${drawing}</g></svg>`
  )
}

export type Tones = { light: string; base: string; dark: string; deep: string }

const named: Record<string, string> = {
  Black: '#2a2d34',
  Graphite: '#4b515b',
  Slate: '#6d7a88',
  Silver: '#b9c0c7',
  White: '#f7f5f0',
  Chalk: '#efe9dc',
  Navy: '#24365e',
  Cobalt: '#2f56c8',
  Sky: '#78b3de',
  Ice: '#c5e0ea',
  Teal: '#1f8a8c',
  Mint: '#96d3b8',
  Forest: '#2c5a45',
  Moss: '#73804a',
  Lime: '#c3d94b',
  Sun: '#f5ca3f',
  Saffron: '#eda22d',
  Orange: '#ec7534',
  Coral: '#ee7460',
  Red: '#cf3a3c',
  Brick: '#a34a35',
  Burgundy: '#7a2740',
  Plum: '#6a3c72',
  Lilac: '#a997d8',
  Rose: '#dd92a3',
  Sand: '#d6bf98',
  Stone: '#b5aa9a',
  Cork: '#c79a66',
  Brown: '#7b543a',
  Clear: '#bfd3d8',
}

const accents = ['#ee7460', '#edb23c', '#2a9d94', '#3560cf', '#f3ecdf', '#c3d94b', '#a08ae0', '#28304a']

export function hash(text: string): number {
  let value = 2166136261
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619)
  value = Math.imul(value ^ (value >>> 15), 2246822507)
  return (value ^ (value >>> 13)) >>> 0
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

export function mix(from: string, to: string, share: number): string {
  const end = channels(to)
  return (
    '#' +
    channels(from)
      .map((value, i) =>
        Math.round(value + ((end[i] ?? 0) - value) * share)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')
  )
}

export function brightness(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex)
  return (red * 0.3 + green * 0.59 + blue * 0.11) / 255
}

function distance(one: string, other: string): number {
  const second = channels(other)
  return Math.hypot(...channels(one).map((value, i) => value - (second[i] ?? 0)))
}

export function tones(base: string): Tones {
  const pale = brightness(base) > 0.85
  return {
    light: mix(base, '#ffffff', pale ? 0.6 : 0.2),
    base,
    dark: mix(base, '#1d1d3a', pale ? 0.12 : 0.24),
    deep: mix(base, '#15162b', pale ? 0.34 : 0.52),
  }
}

// A name we do not know still gets a steady colour of its own, so new catalogue colours never break a picture.
export function colourOf(name: string): string {
  const known = named[name]
  if (known) return known
  const list = Object.values(named)
  return list[hash(name) % list.length] ?? '#6d7a88'
}

export function accentFor(base: string, seed: number): string {
  const apart = accents.filter((accent) => distance(accent, base) > 130)
  return apart[seed % apart.length] ?? '#f3ecdf'
}

export const ink = tones('#2b2f3a')
export const rubber = tones('#3d414b')
export const chalk = tones('#f4efe6')
export const steel = tones('#b3bbc4')
export const cork = tones('#c79a66')
export const gum = tones('#b98452')
export const glass = tones('#9cc4d4')

/** Keeps a shape that several operations speak of once, by its title, so that a record of promises can be read. */
import { isDeepStrictEqual } from 'node:util'
import type { Promised } from './promise.ts'

type Json = Record<string, unknown>
export type Folded = { shapes: Record<string, unknown> } & Promised

const pointer = '#/shapes/'

export function folded({ operations, events }: Promised): Folded {
  const shapes: Record<string, unknown> = {}
  const fold = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(fold)
    const plain = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fold(one)]))
    const { title, ...shape } = plain
    if (typeof title !== 'string') return plain
    shapes[title] ??= shape
    return isDeepStrictEqual(shapes[title], shape) ? { $ref: pointer + title } : shape
  }
  const promised = { operations: fold(operations), events: fold(events) } as Promised
  return { shapes, ...promised }
}

export function unfolded({ shapes, operations, events }: Folded): Promised {
  const unfold = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(unfold)
    const { $ref } = value as Json
    // A shape that holds itself points at its own `$id`.
    if (typeof $ref === 'string' && $ref.startsWith(pointer)) {
      const title = $ref.slice(pointer.length)
      return { title, ...(unfold(shapes[title]) as Json) }
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unfold(one)]))
  }
  return { operations: unfold(operations), events: unfold(events) } as Promised
}

/** Cursor pages: ask the database for one row more than the page has, and the page knows whether there is a next one. */
import { fail } from './errors.ts'

export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (last: Row) => string) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last !== undefined ? { items, nextCursor: cursorOf(last) } : { items }
}

export function numberFromCursor(cursor: string | undefined) {
  if (cursor === undefined) return undefined
  const value = Number(cursor)
  if (!Number.isSafeInteger(value)) throw fail('invalid_input', 'cursor: give the `nextCursor` of the page before')
  return value
}

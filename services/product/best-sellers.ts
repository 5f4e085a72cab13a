/** Which days' sales count for the best sellers. Days are UTC's, written 2026-01-31. */
const daysCounted = 30

export function dayOf(time: Date) {
  return time.toISOString().slice(0, 10)
}

/** The first of the days that count: today is the last one. */
export function firstDayCounted(now: Date) {
  return dayOf(new Date(now.getTime() - (daysCounted - 1) * 86_400_000))
}

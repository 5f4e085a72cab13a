/** When a parcel arrives, in working days: Monday to Friday, in UTC. Public holidays are not known. */

/** Parcels ordered before this hour (UTC) of a working day are handed over that day. */
const cutOffHour = 14
const dayLength = 86_400_000

/** @param days working days that the carrier takes from handing over @returns dates as YYYY-MM-DD */
export function estimate(days: { from: number; to: number }, now: Date) {
  const handedOver = handOverDay(now)
  return { from: dateOf(afterWorkingDays(handedOver, days.from)), to: dateOf(afterWorkingDays(handedOver, days.to)) }
}

function handOverDay(now: Date) {
  return isWorkingDay(now) && now.getUTCHours() < cutOffHour ? now : afterWorkingDays(now, 1)
}

function afterWorkingDays(from: Date, count: number) {
  let day = from
  for (let left = count; left > 0; ) {
    day = new Date(day.getTime() + dayLength)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

function isWorkingDay(day: Date) {
  return day.getUTCDay() !== 0 && day.getUTCDay() !== 6
}

function dateOf(day: Date) {
  return day.toISOString().slice(0, 10)
}

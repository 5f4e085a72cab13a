import { fail } from '@souk/platform/errors.ts'
import { countedSince, mostFailures, secondsToWait, slotsOf } from '../lookup-limit.ts'
import { lookUp, takeBack } from '../lookups.sql.ts'
import type { Ordering } from '../needs.ts'
import { formatNumber, parseNumber } from '../order.ts'

/** Answers the token that the order's letters hold, so those go on working. */
export const findOrder: Ordering['operations']['findOrder'] = async ({ number: typed, email }, { db, now }) => {
  const number = parseNumber(typed)
  if (number === undefined) throw noSuchOrder()
  const at = now()
  const slots = slotsOf(number, email)
  const lookup = { number, email, slots, most: mostFailures, countedSince: countedSince(at) }
  const { closedSince, order } = await lookUp(db, lookup, at)
  if (closedSince === null && order === null) throw noSuchOrder()
  await takeBack(db, slots)
  if (order === null) throw tooManyTries(secondsToWait(closedSince as string, at))
  return { ...order, number: formatNumber(number) }
}

/** One sentence for whatever is wrong, so that it tells nobody which numbers and addresses there are. */
function noSuchOrder() {
  const message =
    'No guest’s order has this number and this e-mail address: compare both with the letter about the order, or sign in if you ordered with an account.'
  return fail('not_found', message)
}

function tooManyTries(retryAfter: number) {
  const message =
    'There were too many tries to find this order. Follow the link in the letter about it, or try again later.'
  return fail('too_many_requests', message, { retryAfter })
}

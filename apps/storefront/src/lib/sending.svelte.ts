/** Sends a form without leaving the page, once at a time: a second click while it is under way does nothing. */
import type { SubmitFunction } from '$app/forms'

export function sending() {
  let busy = $state(false)
  const submit: SubmitFunction = ({ cancel }) => {
    if (busy) return cancel()
    busy = true
    return async ({ update }) => {
      await update({ reset: false })
      busy = false
    }
  }
  return {
    get busy() {
      return busy
    },
    submit,
  }
}

/** Waiting that can be cut short. */

/** Waits for so many milliseconds, or until the signal. */
export function pause(milliseconds: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}

export type Bell = {
  ring(): void
  /** Waits for a ring, also for one that came since the last wait; for so many milliseconds at most, or until the signal. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

export function bell(): Bell {
  let rung = false
  let wake = () => {}
  return {
    ring() {
      rung = true
      wake()
    },
    async wait(milliseconds, signal) {
      if (!rung) {
        const cut = new AbortController()
        wake = () => cut.abort()
        await pause(milliseconds, AbortSignal.any([cut.signal, signal]))
        wake = () => {}
      }
      rung = false
    },
  }
}

/** The answer, or undefined as soon as nobody waits for it any more. */
export function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) {
    // Nobody waits for it, and a failure that nobody hears would end the process.
    answer.catch(() => {})
    return Promise.resolve(undefined)
  }
  return new Promise((resolve, reject) => {
    const abort = () => resolve(undefined)
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** One request to one replica and what came of it, in the time that there is. */
import type { Dispatcher, Pool } from 'undici'
import { alarm } from '../alarm.ts'

export type Message = {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

export type Reply = {
  kind: 'answered'
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer | null
}

/**
 * Why no answer came. `unsent`: nothing was sent, so nothing can have happened. `broken`: the connection broke when something
 * may have been. `silent`: the time ran out.
 */
export type Fault = {
  kind: 'unsent' | 'broken' | 'silent'
  cause?: unknown
  /** How long it was waited for, in milliseconds. */
  waited: number
}

export function exchange(pool: Pool, message: Message, deadline: number): Promise<Reply | Fault> {
  return new Promise((resolve) => {
    const began = Date.now()
    let controller: Dispatcher.DispatchController | undefined
    let isOver = false
    let isAnswered = false
    let status = 0
    let headers: Reply['headers'] = {}
    let first: Buffer | undefined
    let more: Buffer[] | undefined

    // After what has come meanwhile: where this process itself was late, the answer may be there already.
    const callOff = alarm(deadline - began, () => setImmediate(giveUp))
    function giveUp() {
      if (isAnswered) return
      isOver = true
      resolve({ kind: 'silent', waited: Date.now() - began })
      controller?.abort(new Error('nobody waits for the answer any more'))
    }

    pool.dispatch(
      {
        method: message.method,
        path: message.path,
        headers: message.headers,
        body: message.body ?? null,
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart(itsController) {
          controller = itsController
          // It had to wait for a connection, until nobody waited for it any more: it is not sent.
          if (isOver) itsController.abort(new Error('nobody waits for the answer any more'))
        },
        onResponseStart(_controller, itsStatus, itsHeaders) {
          status = itsStatus
          headers = itsHeaders
        },
        onResponseData(_controller, chunk) {
          if (first === undefined) first = chunk
          else if (more === undefined) more = [first, chunk]
          else more.push(chunk)
        },
        onResponseEnd() {
          isAnswered = true
          callOff()
          const body = more === undefined ? (first ?? null) : Buffer.concat(more)
          resolve({ kind: 'answered', status, headers, body })
        },
        onResponseError(_controller, cause) {
          callOff()
          resolve({ kind: controller === undefined ? 'unsent' : 'broken', cause, waited: Date.now() - began })
        },
      },
    )
  })
}

/** Somebody at the shop's public API, who asks again until there is an answer that decides. */
import { setTimeout as sleep } from 'node:timers/promises'

/** @property status 0 where no answer came */
// biome-ignore lint/suspicious/noExplicitAny: answers of every operation
export type Answer = { status: number; body: any }

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type Person = {
  /** One request. */
  ask(method: Method, path: string, body?: object, key?: string): Promise<Answer>
  /** The same request again and again, with pauses, until its answer decides, or until `until`. */
  insist(method: Method, path: string, body?: object, key?: string): Promise<Answer>
}

/** How long people wait for anything to be decided: for ever, until somebody says when. */
export type Patience = { until: number }

export type Account = { email: string; password: string }

const patienceWithOne = 25_000

/** @param account signs in, and again when the token is refused; without one it is a guest */
export function personAt(shop: { url: string }, patience: Patience, account?: Account): Person {
  let token: Promise<string | undefined> | undefined

  async function send(method: Method, path: string, body?: object, key?: string): Promise<Answer> {
    const bearer = account === undefined ? undefined : await signIn(account)
    try {
      const response = await fetch(`${shop.url}/api/v1${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(path === '/audits' ? 150_000 : patienceWithOne),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
    } catch {
      return { status: 0, body: undefined }
    }
  }

  function signIn(as: Account) {
    token ??= personAt(shop, patience)
      .insist('POST', '/sessions', as)
      .then(({ status, body }) => (status === 201 ? body.accessToken : undefined))
    return token
  }

  async function ask(...request: Parameters<typeof send>) {
    const answer = await send(...request)
    if (answer.status !== 401 || account === undefined) return answer
    token = undefined
    return send(...request)
  }

  return {
    ask,
    async insist(...request) {
      for (let turn = 0; ; turn++) {
        const answer = await ask(...request)
        if (decides(answer) || Date.now() > patience.until) return answer
        await sleep(Math.min(50 * 2 ** turn, 1_000))
      }
    },
  }
}

/** False where the answer leaves open what happened, or says that it is not over. */
export function decides({ status, body }: Answer) {
  if (status < 200 || status === 202 || status >= 500) return false
  return status < 400 || !['key_in_use', 'too_many_requests'].includes(body?.reason)
}

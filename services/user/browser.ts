/** Calls as a browser makes them, for tests: with its cookie and address, answered with headers and all. */
import { randomUUID } from 'node:crypto'
import type { user } from '@souk/contracts/user.ts'
import { anonymous, type Caller } from '@souk/platform/auth.ts'
import type { TestShop } from '@souk/platform/testing.ts'

type Call = { caller?: Caller; params?: Record<string, string>; body?: object; cookie?: string }

export const browserAddress = '203.0.113.7'

export async function browse(shop: TestShop, operation: keyof (typeof user)['operations'], call: Call = {}) {
  const { status, body, headers } = await shop.send({
    service: 'user',
    operation,
    params: call.params ?? {},
    query: {},
    body: JSON.stringify(call.body ?? {}),
    caller: call.caller ?? anonymous,
    requestId: randomUUID(),
    deadline: Date.now() + 10_000,
    idempotencyKey: undefined,
    ifMatch: undefined,
    session: call.cookie,
    address: browserAddress,
  })
  const { 'set-cookie': setCookie = '', ...others } = headers
  return {
    status,
    body: body === null ? undefined : JSON.parse(String(body)),
    /** All that is told but the cookie. */
    text: `${body}${JSON.stringify(others)}`,
    setCookie,
    cookie: /^souk_session=([^;]*)/.exec(setCookie)?.[1] ?? '',
  }
}

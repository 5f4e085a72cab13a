import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './log.ts'
import { scrub, scrubText, tellableError } from './scrub.ts'

test('What has the shape of a secret or of a person’s data is hidden in any text.', () => {
  const secrets = [
    'ada.lovelace+shop@souk.example',
    'jürgen@bücher.example',
    '4242 4242 4242 4242',
    '5555555555554444',
    'DE89370400440532013000',
    'DE89 3704 0044 0532 0130 00',
    '+49 30 1234567',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'tok_declined',
    'pm_1Nxyzabcdefghijk',
    'sk_live_abcdefgh',
    'whsec_abcdefghijkl',
    'pi_12345_secret_67890',
  ]
  for (const secret of secrets) {
    const clean = scrubText(`it began with ${secret}, then it ended`)
    assert.match(clean, /^it began with .*\[hidden\].*, then it ended$/)
    assert.ok(!clean.includes(secret), secret)
  }
  assert.equal(scrubText('postgres://order:pa55@db:5432/orders'), 'postgres://[hidden]@db:5432/orders')
  assert.equal(
    scrubText('GET /account/reset?lang=de&token=abc123&x=1'),
    'GET /account/reset?lang=de&token=[hidden]&x=1',
  )
  assert.equal(scrubText('authorization: Bearer abc.def-123'), 'authorization: Bearer [hidden]')
  assert.equal(scrubText('souk_session=abc.def; other=1'), 'souk_session=[hidden]; other=1')
})

test('What only looks a little like it stays: ids, times, counts, packages and SKUs.', () => {
  for (const text of [
    '0198c0de-1234-4abc-8def-123456789012',
    '2026-11-21T19:43:47.055Z',
    'after 1763754227055 ms',
    '12345678901234567890 events',
    'node_modules/@opentelemetry/api/build/src/trace.js',
    'fastify@5.12.8',
    'SHOE-42-BLUE',
    'card_declined',
    'http://127.0.0.1:4318/v1/traces',
  ])
    assert.equal(scrubText(text), text)
})

test('What stands under a telling key is hidden whatever it is, at any depth; the rest can be read.', () => {
  const told = scrub({
    orderId: 'o-1',
    attempts: 3,
    person: undefined,
    shippingAddress: { line1: 'Markt 1' },
    draft: { customer: { name: 'Ada' }, lines: [{ sku: 'HAT', newPassword: 'x' }] },
    souk_session: 'abc',
    'set-cookie': ['a=b'],
    at: new Date(0),
    bytes: new Uint8Array(3),
  })
  assert.deepEqual(told, {
    orderId: 'o-1',
    attempts: 3,
    person: undefined,
    shippingAddress: '[hidden]',
    draft: { customer: '[hidden]', lines: [{ sku: 'HAT', newPassword: '[hidden]' }] },
    souk_session: '[hidden]',
    'set-cookie': '[hidden]',
    at: '1970-01-01T00:00:00.000Z',
    bytes: '[3 bytes]',
  })
})

test('Of a database’s error its code and place are told, never the row or the value that it quotes.', () => {
  const duplicate = Object.assign(new Error('duplicate key value violates unique constraint "users_of_email"'), {
    ...{ code: '23505', table: 'users', constraint: 'users_of_email' },
    ...{ detail: 'Key (name)=(Zebulon Quagmire) already exists.', where: 'row (Zebulon)', parameters: ['Zebulon'] },
  })
  const value = Object.assign(new Error('invalid input syntax for type integer: "Zebulon"'), { code: '22P02' })
  const nested = new Error('it failed', { cause: value })
  assert.equal(tellableError(duplicate).constraint, 'users_of_email')
  assert.equal(tellableError(value).message, 'invalid input syntax for type integer: [hidden]')
  let parsing: unknown
  try {
    JSON.parse('Zebulon Quagmire')
  } catch (error) {
    parsing = error
  }
  for (const error of [duplicate, value, nested, parsing])
    assert.doesNotMatch(JSON.stringify(scrub({ error })), /Zebulon/)
})

test('A line of the log has its level, its service and its words, and the stack of an error without its text.', () => {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) }).child({ service: 'user-service' })
  log.error({ err: new Error('no letter to ada@souk.example'), email: 'ada@souk.example' }, 'ada@souk.example waits')
  log.debug('heard')
  const [first, second] = lines.map((line) => JSON.parse(line))
  assert.equal(first.err.message, 'no letter to [hidden]')
  assert.match(first.err.stack, /^at .*scrub\.test\.ts/)
  assert.deepEqual(
    [first.level, first.service, first.email, first.msg],
    [50, 'user-service', '[hidden]', '[hidden] waits'],
  )
  assert.deepEqual([second.level, second.msg], [20, 'heard'])
})

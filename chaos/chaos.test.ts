import assert from 'node:assert/strict'
import { test } from 'node:test'
import { natsMissing } from '@souk/platform/events/nats-server.testing.ts'
import { faultsOf } from './account.ts'
import { readWords } from './arguments.ts'
import { chanceOf } from './chance.ts'
import { type RunOptions, run } from './run.ts'

const promise = (what: string, options: Pick<RunOptions, 'placement' | 'replicas' | 'nats'>) =>
  test(`${what}, and its books agree with each other and with what people were told.`, async () => {
    const result = await run({ ...options, seed: 7, calm: 1, seconds: 6 })
    assert.ok(result.ok, `\n${faultsOf(result).join('\n')}\n`)
    assert.ok(result.placed > 0, 'something was sold')
    assert.ok(Object.keys(result.disturbances).length > 0, 'something was disturbed')
  })

promise('A shop in one process is killed and disturbed while it sells', { placement: 'memory' })
// Where there is no NATS on the machine, events go by feeds.
promise('A shop of many processes, two of order-service among them, is killed and disturbed while it sells', {
  placement: 'processes',
  replicas: new Map([['order', 2]]),
  nats: natsMissing === false,
})

test('The same seed draws the same, and another one something else.', () => {
  const draws = (seed: number) => {
    const chance = chanceOf(seed).of('somebody')
    return Array.from({ length: 5 }, () => chance.weighted({ kill: 1, stop: 2, fill: 3 }) + chance.between(1, 9))
  }
  assert.deepEqual(draws(1), draws(1))
  assert.notDeepEqual(draws(1), draws(2))
})

test('Words that make no sense are refused with what to do.', () => {
  const refusal = (...words: string[]) => {
    try {
      readWords(words)
    } catch (error) {
      return (error as Error).message
    }
    return 'accepted'
  }
  assert.equal(refusal('--placement', 'moon'), "--placement is 'moon': use memory, http, processes.")
  assert.equal(refusal('--seconds', '1.5'), "--seconds is '1.5': give a whole number from 1 to 86400.")
  assert.equal(
    refusal('--seeds', '9..1'),
    "--seeds is '9..1': give the first and the last of at most 1000, such as 1..20.",
  )
  assert.equal(refusal('--seed', '1', '--seeds', '1..2'), 'Give --seed or --seeds, not both.')
  assert.match(refusal('--speed', '9'), /'--speed'.*Use --help/)
  assert.deepEqual(readWords(['--seeds', '3..5']).seeds, [3, 4, 5])
})

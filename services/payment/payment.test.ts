import assert from 'node:assert/strict'
import { test } from 'node:test'
import { before, type PaymentRow, refundable, transitions, whatNext } from './payment.ts'

const row: PaymentRow = {
  ...{ id: 'p', orderId: 'o', status: 'captured', amount: 100, currency: 'EUR', captured: 100, refunded: 30 },
  ...{
    refunding: 20,
    method: 'test',
    attemptId: 'a',
    declineCode: null,
    actionUrl: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  },
}

test('What is given back and what is on its way back is not refundable again.', () => {
  assert.equal(refundable(row), 50)
})

test('A payment is voided from every status in which no money was taken, and left by no way.', () => {
  assert.deepEqual(before('voided'), ['pending', 'declined', 'authorized'])
  assert.deepEqual(transitions.voided, [])
})

test('An attempt is answered, taken up, tried anew or refused by where the payment stands.', () => {
  const meets = (status: PaymentRow['status'], attemptId: string) => whatNext({ ...row, status }, { attemptId })
  assert.deepEqual(
    (['pending', 'declined', 'authorized', 'refunded', 'voided'] as const).map((status) => [
      meets(status, 'a'),
      meets(status, 'b'),
    ]),
    [
      ['resume', 'replace'],
      ['answer', 'reopen'],
      ['answer', 'answer'],
      ['answer', 'answer'],
      ['closed', 'closed'],
    ],
  )
})

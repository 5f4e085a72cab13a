/** News: told with what it tells of, heard in order, taken once. */
import type { Safeguard } from './safeguard.ts'

const follower = 'platform/events/follower.ts'
const taking = 'platform/events/taking.ts'
const overFeeds = { file: 'platform/events/conformance.testing.ts', by: 'platform/events/consumer.test.ts' }
const streamTest = 'platform/events/jetstream.test.ts'

export const newsSafeguards: readonly Safeguard[] = [
  {
    name: 'An event is written in the statement of the change that it tells of',
    off: [
      {
        file: 'services/order/sagas.sql.ts',
        find: `    ),
    told as (
      insert into platform.feed (type, subject, data)
      select e.type, moved.id::text, e.data
      from moved, jsonb_to_recordset(\${json(events)}::jsonb) as e (type text, data jsonb)
    )
    select exists (select from moved) as done\`)
`,
        replace: `    )
    select exists (select from moved) as done\`)
  if (done)
    for (const { type, data } of events)
      await db.run(sql\`
        insert into platform.feed (type, subject, data) values (\${type}, \${before.id}, \${json(data)}::jsonb)\`)
`,
      },
    ],
    tests: [
      {
        file: 'e2e/walk/walk.test.ts',
        title: 'Whatever happens at any boundary of placing an order, it ends as if nothing had happened.',
      },
    ],
  },
  {
    name: 'A feed is read up to the oldest open transaction, so that no event that is committed late is passed over',
    off: [
      {
        file: 'platform/events/feed.ts',
        find: '\n      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())',
        replace: '',
      },
    ],
    tests: [
      {
        file: 'platform/events/feed.test.ts',
        title: 'An event that is committed late is not skipped: those after it wait for it.',
      },
    ],
  },
  {
    name: 'The cursor moves in the transaction of the effect: not before it',
    off: [
      {
        file: follower,
        find: 'moveCursor(tx, source, from, to), handledOf',
        replace: 'db.transaction((own) => moveCursor(own, source, from, to)), handledOf',
      },
    ],
    tests: [
      {
        ...overFeeds,
        title: 'The context’s database belongs to the transaction, and jobs are woken after the commit only.',
      },
    ],
  },
  {
    name: 'The cursor moves in the transaction of the effect: not after it',
    off: [
      {
        file: taking,
        find: `        for (const event of await claimed(tx, events, claim, after)) await take(event, tx, joined)
      }),
`,
        replace: `        for (const event of events) await take(event, tx, joined)
      }).then(() => db.transaction((own) => claimed(own, events, claim, after))),
`,
      },
    ],
    tests: [
      {
        ...overFeeds,
        title: 'Whichever replica takes an event, it takes effect once, and those of a key in order.',
      },
    ],
  },
  {
    name: 'A replica that comes too late keeps nothing of what it has claimed',
    off: [
      {
        file: taking,
        find: '  if (mine === undefined) throw faster\n  return mine\n',
        replace: '  return mine ?? []\n',
      },
    ],
    tests: [
      {
        file: streamTest,
        title: 'Who comes too late for one event of several takes the others all the same, each once.',
      },
    ],
  },
  {
    name: 'A letter is written once of each kind, order and thing that it tells of',
    off: [
      {
        file: 'services/notification/migrations/0002-account-mails.sql',
        find: 'alter table mails add constraint mails_told_once unique nulls not distinct (kind, order_id, subject_id);\n',
        replace: '',
      },
      {
        file: 'services/notification/mails.sql.ts',
        find: 'on conflict (kind, order_id, subject_id) do nothing',
        replace: 'on conflict do nothing',
      },
    ],
    tests: [
      {
        file: 'services/notification/operations/read-mailbox.test.ts',
        title:
          'Each thing that happens to an order is told in one letter, newest first, however often its event comes.',
      },
    ],
  },
  {
    name: 'A request with an Idempotency-Key that is known is answered with what is kept, and does nothing',
    off: [
      {
        file: 'platform/idempotency.ts',
        find: '    if (claimed === 0) return replay(tx, caller, operation, key, context.fingerprint)\n',
        replace: '    if (claimed === 0) void replay\n',
      },
    ],
    tests: [{ file: 'platform/idempotency.test.ts', title: 'The same key answers the same and has one effect.' }],
  },
]

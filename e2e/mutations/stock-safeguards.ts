// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of other files
/** Stock: not one piece too many is sold, and what is given back is given back once. */
import type { Safeguard } from './safeguard.ts'

const statements = 'services/inventory/stock.sql.ts'
const test = 'services/inventory/operations/reserve.test.ts'
const unconditional = {
  file: statements,
  find: "select ${orderId}, 'held', ${expiresAt} where not exists (select from short)",
  replace: "select ${orderId}, 'held', ${expiresAt}",
}
const atOnce = 'Many orders at once on the same skus, in any order of lines, end without deadlock and never oversell.'

export const stockSafeguards: readonly Safeguard[] = [
  {
    name: 'Stock is held only where there is enough of every line',
    off: [unconditional],
    tests: [{ file: test, title: atOnce }],
    behind: 'The check of the table refuses to sell too much, but then nobody hears that it is sold out.',
  },
  {
    name: 'The table refuses more reserved than there is',
    off: [
      unconditional,
      {
        file: 'services/inventory/migrations/0001-stock.sql',
        find: '  reserved int not null default 0 check (reserved >= 0),\n  check (reserved <= on_hand)\n',
        replace: '  reserved int not null default 0 check (reserved >= 0)\n',
      },
    ],
    tests: [{ file: test, title: atOnce }],
    behind: 'Stands behind the condition above: both are off here, and too much is sold.',
  },
  {
    name: 'Stock is locked while it is looked at and held',
    off: [
      {
        file: statements,
        find: '(select count(*) from mine) >= 0\n      order by sku for update\n',
        replace: '(select count(*) from mine) >= 0\n',
      },
    ],
    tests: [{ file: test, title: atOnce }],
    behind: 'The check of the table refuses to sell too much, but then nobody hears that it is sold out.',
  },
  {
    name: 'A release leaves a tombstone, so that a reservation that comes after it comes to nothing',
    off: [
      {
        file: statements,
        find: `    insert into reservations (order_id, status) values (\${orderId}, 'released')
    on conflict (order_id) do update set status = 'released', expires_at = null
      where reservations.status in ('held', 'kept', 'expired')
`,
        replace: `    update reservations set status = 'released', expires_at = null
    where order_id = \${orderId} and status in ('held', 'kept', 'expired')
`,
      },
    ],
    tests: [{ file: test, title: 'A release that comes before its reservation wins.' }],
  },
  {
    name: 'A release waits for a reservation that is being made, and only then looks for what it holds',
    off: [
      {
        file: statements,
        find: `  const closed = await tx.maybe(sql<{ before: ReservationRow['status'] | null }>\`
    insert into reservations`,
        replace: `  const { done } = await tx.one(sql<{ done: boolean }>\`
    with closed as (insert into reservations`,
      },
      {
        file: statements,
        find: `    returning old.status as before\`)
  if (closed?.before === 'held' || closed?.before === 'kept')
    await tx.run(sql\`
      with freed as (select sku, quantity from reservation_lines where order_id = \${orderId}), \${giveBack}
      select from freed\`)
  return closed !== undefined
`,
        replace: `    returning old.status as before),
    freed as (
      select sku, quantity from reservation_lines, closed where order_id = \${orderId} and before in ('held', 'kept')
    ), \${giveBack}
    select exists (select from closed) as done\`)
  return done
`,
      },
    ],
    tests: [{ file: test, title: 'A release that comes while its reservation is being made gives every piece back.' }],
  },
  {
    name: 'What comes back goes on sale once under its id',
    off: [
      {
        file: 'services/inventory/restocks.sql.ts',
        find: 'insert into restocks (id, order_id) values (${id}, ${orderId}) on conflict (id) do nothing',
        replace: "insert into restocks (id, order_id) select uuidv7(), ${orderId}::uuid where ${id} <> ''",
      },
    ],
    tests: [
      {
        file: 'services/inventory/operations/restock.test.ts',
        title: 'The same restock, asked for many times at once and again later, raises the stock once.',
      },
    ],
  },
]

/** What the till tells, and how the book enters it. */
import { Type } from 'typebox'
import { contract } from '../contract.ts'
import type { Database } from '../database/pool.ts'
import { sql } from '../database/sql.ts'
import type { Consume } from './consumer.ts'

const Paid = Type.Object({ name: Type.String(), amount: Type.Integer() })
type Paid = { name: string; amount: number }

export const till = contract('till', 'Made up for this test', {
  operations: {},
  events: { 'till.paid.v1': Paid, 'till.opened.v1': Type.Object({}) },
})

export type BookContext = { db: Database; wake(job: string): void }
export type Handle = Consume<Paid, BookContext>

/** Not idempotent on purpose: a second effect would be seen. */
export const enter: Handle = async ({ id, subject, data }, tx) => {
  await tx.run(sql`
    insert into entries (id, key, name, amount) values (${id}, ${subject}, ${data.name}, ${data.amount})`)
}

export const enterOnce: Handle = async ({ id, subject, data }, tx) => {
  await tx.run(sql`
    insert into entries (id, key, name, amount)
    select ${id}, ${subject}, ${data.name}, ${data.amount} where not exists (select from entries where id = ${id})`)
}

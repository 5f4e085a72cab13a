import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOf, json, part, sql } from './sql.ts'

test('Values become parameters, never text.', () => {
  const name = "'; drop table things; --"
  const { text, values } = sql`select * from things where name = ${name} and size > ${3}`
  assert.equal(text, 'select * from things where name = $1 and size > $2')
  assert.deepEqual(values, [name, 3])
})

test('One statement has one name wherever it is written, and another one another.', () => {
  const byId = (id: number) => sql`select 1 where 1 = ${id}`
  assert.equal(byId(1).name, byId(2).name)
  assert.equal(byId(1).name, sql`select 1 where 1 = ${5}`.name)
  assert.notEqual(byId(1).name, sql`select 2 where 1 = ${1}`.name)
  assert.equal(byId(1).name, sql`select 1 where ${part`1 = ${5}`}`.name)
  assert.ok(byId(1).name.length > 10 && byId(1).name.length < 63, 'PostgreSQL cuts names off at 63')
})

test('Parts are spliced in, and their parameters are counted through, also in parts of parts.', () => {
  const inner = part`b = ${'b'}`
  const outer = part`(${inner} or c = ${'c'})`
  const { text, values } = sql`select ${'a'} where ${outer} and d = ${'d'} limit ${10}`
  assert.equal(text, 'select $1 where (b = $2 or c = $3) and d = $4 limit $5')
  assert.deepEqual(values, ['a', 'b', 'c', 'd', 10])
})

test('One template serves with a part and with a value in the same place.', () => {
  const statement = (limit: unknown) => sql`select 1 limit ${limit}`
  assert.deepEqual([statement(1).text, statement(1).values], ['select 1 limit $1', [1]])
  assert.deepEqual([statement(part`all`).text, statement(part`all`).values], ['select 1 limit all', []])
  assert.deepEqual([statement(2).text, statement(2).values], ['select 1 limit $1', [2]])
})

test('Conditions are joined by and; no condition is always true.', () => {
  assert.equal(sql`select 1 where ${allOf([])}`.text, 'select 1 where true')
  assert.equal(sql`select 1 where ${allOf([part`a = ${1}`])}`.text, 'select 1 where a = $1')
  const { text, values } = sql`select ${0} where ${allOf([part`a = ${1}`, part`b`, part`c = ${2}`])}`
  assert.equal(text, 'select $1 where a = $2 and b and c = $3')
  assert.deepEqual(values, [0, 1, 2])
})

test('A statement that appends to the feed is known by its text.', () => {
  assert.equal(sql`insert into platform.feed (type) values (${'x'})`.publishes, true)
  assert.equal(sql`with t as (${part`insert into platform.feed (type) values ('x')`}) select 1`.publishes, true)
  assert.equal(sql`select * from platform.feed`.publishes, false)
})

test('A list for a jsonb parameter is JSON, not an SQL array.', () => {
  assert.equal(json([1, { a: null }]), '[1,{"a":null}]')
})

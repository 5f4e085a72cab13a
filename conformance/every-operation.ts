/** What every operation of a contract promises by its declaration: for whom it is, what it takes, what it answers. */
import { randomUUID } from 'node:crypto'
import { authorise, type Caller, holdsFor } from '@souk/platform/auth.ts'
import type { Contract, Operation } from '@souk/platform/contract.ts'
import type { SoukError } from '@souk/platform/errors.ts'
import fc from 'fast-check'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Clause, Scenario } from './clause.ts'
import { expectEqual, expectFault, expectProblem, expectPromised, expectSuccess, expectThat } from './expectations.ts'
import { customer, type Ground, member, neighbour, send, stranger, welcome } from './ground.ts'
import { fitting } from './inputs.ts'
import { firstText, misshapenFields } from './misshapen.ts'
import { type Input, inputSchemaOf, requestOf } from './requests.ts'

/** Makes an input that works, of things that the service under test has been given for it. */
export type Given = (ground: Ground) => Promise<{ input: Input; as?: Caller }>

/** How many inputs are made up for each operation. */
const samples = 4
/** The same inputs in each run. */
const seed = 20_260_105

export function clausesOfOperations(contract: Contract, givens: Record<string, Given>): Clause[] {
  return Object.entries(contract.operations).flatMap(([name, operation]) => {
    const chapter = `${operation.method} ${operation.path} (${name})`
    const inputs = madeUp(operation)
    return [
      forWhom(operation, inputs),
      // Of the feed more is checked elsewhere, without waiting for events that do not come.
      ...(name === 'readEvents' ? [] : [promisedAnswers(operation, inputs, givens[name])]),
      ...misshapen(operation, inputs),
      ...(operation.body === undefined ? [] : [unreadable(operation, inputs)]),
      ...(operation.body === undefined || operation.rawBody ? [] : [noJson(operation, inputs)]),
      keys(operation, inputs),
      ...(operation.repeat === 'stored' && givens[name] !== undefined ? [kept(operation, inputs, givens[name])] : []),
    ].map((clause) => ({ chapter, ...clause }))
  })
}

const everybody: readonly Caller[] = [
  stranger,
  customer(),
  member(),
  member('nothing-of-the-kind'),
  member('*'),
  neighbour,
]

function forWhom(operation: Operation, [input = {}]: readonly Input[]): Scenario {
  const those = operation.access.map(holdsFor).join(' and ')
  const isForAll = operation.access.includes('public')
  return {
    title: isForAll ? 'is for everybody' : `is for ${those} only`,
    async check({ door }) {
      for (const as of everybody) {
        const refusal = refusalOf(operation, as)
        const answer = await send(door, operation, input, { as })
        if (refusal !== undefined) expectProblem(answer, refusal.reason)
        // Of a person, the service itself may know more than the token says.
        else if (as === stranger || as === neighbour) expectThat(answer, answer.status !== 403, 'to be let in')
      }
    },
  }
}

function refusalOf({ access }: Operation, caller: Caller) {
  try {
    authorise(access, caller)
    return undefined
  } catch (error) {
    return error as SoukError
  }
}

function promisedAnswers(operation: Operation, inputs: readonly Input[], given: Given | undefined): Scenario {
  return {
    title: 'answers in the promised shape, whatever fits its input and whatever is sent beside it',
    async check(ground) {
      if (given !== undefined) {
        const { input, as = welcome(operation) } = await given(ground)
        expectSuccess(await send(ground.door, operation, input, { as }), operation)
        expectSuccess(await sendBeside(ground, operation, (await given(ground)).input, as), operation)
      }
      for (const [index, input] of inputs.entries()) {
        const as = welcome(operation)
        const answer = await (index % 2 === 0
          ? send(ground.door, operation, input, { as })
          : sendBeside(ground, operation, input, as))
        expectPromised(answer, operation)
        expectThat(answer, !/notPromised/.test(answer.text), 'no word of a field that is not promised')
      }
    },
  }
}

/** With a field that the contract does not know: it is nobody's, and changes nothing. */
function sendBeside({ door }: Ground, operation: Operation, input: Input, as: Caller) {
  const { method, path, body } = requestOf(operation, input)
  return door.send({
    method,
    path: `${path}${path.includes('?') ? '&' : '?'}notPromised=1`,
    body: typeof body === 'object' ? JSON.stringify({ ...body, notPromised: 1 }) : body,
    as,
    headers: operation.keyRequired ? { 'idempotency-key': randomUUID() } : {},
  })
}

function misshapen(operation: Operation, [whole = {}]: readonly Input[]): Scenario[] {
  const needed = inputSchemaOf(operation).required
  const removable = operation.rawBody === undefined ? needed.filter((name) => !(name in operation.params)) : []
  const wrong = misshapenFields(operation)
  if (removable.length + wrong.length === 0) return []
  return [
    {
      title: 'refuses what is missing or misshapen, and names it',
      async check({ door }) {
        // Nothing else that could be wrong, such as a cursor that is none.
        const input = Object.fromEntries(needed.map((name) => [name, whole[name]]))
        const as = welcome(operation)
        for (const field of removable) {
          const { [field]: _, ...rest } = input
          expectFault(await send(door, operation, rest, { as }), field)
        }
        for (const [field, value] of wrong)
          expectFault(await send(door, operation, { ...input, [field]: value }, { as }), field)
        const text = firstText(operation)
        if (text !== undefined)
          expectProblem(await send(door, operation, { ...input, [text]: 'a\u0000b' }, { as }), 'invalid_input')
      },
    },
  ]
}

function unreadable(operation: Operation, [input = {}]: readonly Input[]): Scenario {
  return {
    title: `refuses a body of more than ${operation.bodyLimit} bytes, and one that does not say it is JSON`,
    async check({ door }) {
      const { method, path } = requestOf(operation, input)
      const asked = { method, path, as: welcome(operation) }
      const large = JSON.stringify({ notPromised: 'x'.repeat(operation.bodyLimit) })
      expectProblem(await door.send({ ...asked, body: large }), 'body_too_large')
      const headers = { 'content-type': 'text/plain' }
      expectProblem(await door.send({ ...asked, body: '{}', headers }), 'unsupported_media_type')
    },
  }
}

function noJson(operation: Operation, [input = {}]: readonly Input[]): Scenario {
  return {
    title: 'refuses a body that is no JSON object',
    async check({ door }) {
      const { method, path } = requestOf(operation, input)
      const headers: Record<string, string> = operation.keyRequired ? { 'idempotency-key': randomUUID() } : {}
      for (const body of ['{', '[]', '"text"', 'null'])
        expectProblem(await door.send({ method, path, as: welcome(operation), body, headers }), 'malformed_body')
    },
  }
}

function keys(operation: Operation, [input = {}]: readonly Input[]): Scenario {
  return {
    title: operation.keyRequired
      ? 'asks for an Idempotency-Key of 1 to 255 printable characters'
      : 'takes no Idempotency-Key but one of 1 to 255 printable characters',
    async check({ door }) {
      const as = welcome(operation)
      for (const key of ['two words', 'k'.repeat(256)])
        expectProblem(await send(door, operation, input, { as, headers: { 'idempotency-key': key } }), 'invalid_input')
      if (!operation.keyRequired) return
      const { method, path, body } = requestOf(operation, input)
      expectProblem(await door.send({ method, path, as, body: JSON.stringify(body) }), 'key_required')
    },
  }
}

function kept(operation: Operation, inputs: readonly Input[], given: Given): Scenario {
  return {
    title: 'repeats its answer under the same Idempotency-Key, and refuses the key with another body',
    async check(ground) {
      const { input, as = welcome(operation) } = await given(ground)
      const headers = { 'idempotency-key': randomUUID() }
      const first = await send(ground.door, operation, input, { as, headers })
      expectSuccess(first, operation)
      const again = await send(ground.door, operation, input, { as, headers })
      expectEqual(again, again.headers.get('idempotent-replayed'), 'true', 'the header idempotent-replayed')
      expectEqual(again, again.status, first.status, 'the status')
      expectEqual(again, again.text, first.text, 'the answer')
      const another = inputs.find((one) => JSON.stringify(one) !== JSON.stringify(input))
      if (another === undefined || Object.keys(another).length === 0) return
      const pathOnly = Object.fromEntries(Object.keys(operation.params).map((name) => [name, input[name]]))
      expectProblem(await send(ground.door, operation, { ...another, ...pathOnly }, { as, headers }), 'key_reused')
    },
  }
}

/** Inputs that fit the declaration, the same in each run, made of nothing that is there. */
function madeUp(operation: Operation): Input[] {
  const schema = inputSchemaOf(operation)
  const shape = Type.Object(schema.properties)
  const found: Input[] = []
  // What is made of a pattern can be too long or too short.
  for (let turn = 0; turn < 10 && found.length < samples; turn++) {
    const made = fc.sample(fitting(schema, {}), { seed: seed + turn, numRuns: samples }) as Input[]
    found.push(...made.filter((one) => Value.Check(shape, one)))
  }
  return found.slice(0, samples)
}

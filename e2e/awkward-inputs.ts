/** Inputs such as somebody sends who is careless, or worse. */
import fc from 'fast-check'

const awkwardTexts = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202egnp', '́́́', '👩‍👩‍👧‍👦', 'İ', 'ﷺ', '\n', '\r\nset-cookie: a=b'],
  ...[
    "'; drop table users; --",
    '%',
    '%%_',
    '\\',
    '$1',
    '#{0}',
    '{}',
    '[]',
    '../../etc/passwd',
    '<script>alert(1)</script>',
  ],
  ...[
    'null',
    'undefined',
    'NaN',
    'true',
    '-0',
    '1e309',
    '0x10',
    '12345678901234567890',
    '2026-13-45',
    '__proto__',
    'constructor',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    'eyJpZCI6MX0',
    '1-1',
    'mine',
    'me',
    '(',
    '*',
    '"',
    '-',
  ],
]
const awkwardNumbers = [0, -1, 0.5, -0.0001, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 1e308, Number.MIN_VALUE]

export const awkwardText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...awkwardTexts) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(5_000), 'é'.repeat(20_000)) },
)

const awkward: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: awkwardText },
  { weight: 4, arbitrary: fc.constantFrom(...awkwardNumbers) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], { a: { b: [] } }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(30, 500).map(nested) },
)

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let turn = 0; turn < depth; turn++) value = turn % 2 === 0 ? [value] : { value }
  return value
}

/** The same input with a field replaced, taken away or added somewhere in it. */
export function spoilt(input: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(input)
  return fc
    .tuple(
      fc.nat({ max: Math.max(places.length - 1, 0) }),
      fc.constantFrom('replace', 'replace', 'remove', 'add'),
      awkward,
    )
    .map(([index, how, value]) => {
      const copy = structuredClone(input)
      const place = places[index]
      if (place === undefined) return copy
      const holder = place.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy)
      const key = place.at(-1) as string
      if (how === 'remove') delete (holder as Record<string, unknown>)[key]
      else (holder as Record<string, unknown>)[how === 'add' ? `${key}Too` : key] = value
      return copy
    })
}

function placesIn(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || way.length > 8) return []
  return Object.entries(value).flatMap(([key, one]) => [[...way, key], ...placesIn(one, [...way, key])])
}

/** The bytes of a body, mostly JSON. */
export function bodyOf(value: unknown): fc.Arbitrary<string> {
  const json = JSON.stringify(value)
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant(json) },
    { weight: 1, arbitrary: fc.nat({ max: json.length }).map((end) => json.slice(0, end)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', 'null', '[]', '"text"', '7', '{', '\ufeff{}', '{"a":1,}', '{"__proto__":{"a":1}}'),
    },
    { weight: 1, arbitrary: fc.constantFrom('[', '{"a":').map((one) => one.repeat(20_000)) },
    { weight: 1, arbitrary: fc.constant(`{"name":"${'x'.repeat(2_000_000)}"}`) },
  )
}

export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 10, arbitrary: fc.constant({}) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Record<string, string>[]>(
      { 'idempotency-key': 'used-before' },
      { 'idempotency-key': '' },
      { 'idempotency-key': 'two words' },
      { 'idempotency-key': 'é' },
      { 'idempotency-key': 'k'.repeat(256) },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=latin1' },
      { 'content-type': 'multipart/form-data' },
      { 'content-type': 'nonsense' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer a.b.c' },
      { authorization: 'Basic YTpi' },
      { cookie: 'souk_session=; souk_session=x; other' },
      { cookie: `souk_session=${'%00'.repeat(400)}` },
      { 'if-match': '*' },
      { 'if-match': '"' },
      { 'if-none-match': 'W/"x", *' },
      { 'x-request-id': 'short' },
      { 'x-forwarded-for': 'not-an-address, ::1' },
      { origin: 'null' },
      { accept: 'image/x' },
      { 'accept-language': '*;q=9' },
      { 'souk-session': 'x', 'souk-address': 'not-an-address', 'souk-deadline': '-1' },
    ),
  },
)

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flag, number, optionalText, optionalUrl, readConfig, type Setting, secret, text } from './config.ts'

const production = { NODE_ENV: 'production' }

function read<T>(setting: Setting<T>, value: string | undefined, environment = {}) {
  return readConfig({ it: setting }, { [setting.variable]: value, ...environment }).it
}

test('Every fault of a configuration is named at once, with what the variable is for.', () => {
  const settings = {
    port: number('PORT', 'the port', 80),
    name: text('SHOP_NAME', 'what it is called'),
    open: flag('OPEN', 'whether it is open', true),
    mail: optionalUrl('MAIL_URL', 'where mails go'),
    fine: text('FINE', 'has a default', 'yes'),
  }
  assert.throws(
    () => readConfig(settings, { PORT: 'eighty', OPEN: 'maybe', MAIL_URL: 'nowhere' }),
    ({ message }: Error) => {
      assert.match(message, /4 fault\(s\)/)
      assert.match(message, /PORT: 'eighty' is not a number.*\(the port\)/)
      assert.match(message, /SHOP_NAME: is not set \(what it is called\)/)
      assert.match(message, /OPEN: .*\(whether it is open\)/)
      assert.match(message, /MAIL_URL: .*\(where mails go\)/)
      assert.doesNotMatch(message, /FINE/)
      return true
    },
  )
})

test('A secret has a default outside production mode only.', () => {
  const key = secret('KEY', 'signs things', 'for developers')
  assert.equal(read(key, undefined), 'for developers')
  assert.throws(() => read(key, undefined, production), /KEY: must be set in production mode/)
  assert.throws(() => read(key, '', production), /KEY: must be set in production mode/)
  assert.equal(read(key, 'really secret', production), 'really secret')
  assert.throws(() => read(secret('KEY', 'signs things', undefined), undefined), /KEY: is not set/)
})

test('Other settings keep their defaults in production mode.', () => {
  assert.equal(read(number('PORT', 'the port', 80), undefined, production), 80)
})

test('An empty variable counts as one that is not set.', () => {
  assert.equal(read(text('NAME', 'a name', 'Souk'), ''), 'Souk')
  assert.equal(read(optionalText('NAME', 'a name'), ''), undefined)
  assert.throws(() => read(text('NAME', 'a name'), ''), /NAME: is not set/)
})

test('A number is one, finite and not below its least value.', () => {
  const hours = number('HOURS', 'how long', 24, 0.5)
  assert.equal(read(hours, '0.5'), 0.5)
  assert.equal(read(hours, ' 7 '), 7)
  for (const value of ['0.4', '-1', 'many', '12h', 'Infinity', 'NaN', ' ']) {
    assert.throws(() => read(hours, value), /is not a number of at least 0\.5/, `'${value}'`)
  }
  assert.throws(() => read(number('PORT', 'the port', 80), '-1'), /at least 0/)
})

test('A flag is on or off, in the usual words.', () => {
  const open = flag('OPEN', 'whether it is open', true)
  assert.deepEqual(
    ['1', 'true', 'yes', 'on'].map((value) => read(open, value)),
    [true, true, true, true],
  )
  assert.deepEqual(
    ['0', 'false', 'no', 'off'].map((value) => read(open, value)),
    [false, false, false, false],
  )
  assert.throws(() => read(open, 'perhaps'), /neither 1 nor 0/)
})

test('An address is a whole URL, and a faulty one is not repeated, since it can hold a password.', () => {
  const mail = optionalUrl('MAIL_URL', 'where mails go')
  assert.equal(read(mail, 'smtps://shop:pa%20ss@mail.example:465'), 'smtps://shop:pa%20ss@mail.example:465')
  assert.equal(read(mail, undefined), undefined)
  for (const value of ['mail.example', 'mail.example:465', 'shop:hunter2@mail.example', '//mail.example', 'http://'])
    assert.throws(
      () => read(mail, value),
      ({ message }: Error) =>
        /MAIL_URL: is not a URL/.test(message) && !message.includes(value) && !/hunter2/.test(message),
      value,
    )
})

test('A flag may have another default in production mode, which its variable overrules like any other.', () => {
  const trial = flag('TRIAL', 'tries things out', true, false)
  assert.deepEqual([read(trial, undefined), read(trial, undefined, production)], [true, false])
  assert.deepEqual([read(trial, '0'), read(trial, '1', production)], [false, true])
  assert.equal(read(flag('PLAIN', 'has one default', true), undefined, production), true)
})

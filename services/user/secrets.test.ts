import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '@souk/platform/config.ts'
import { config } from './needs.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { deriveKey, seal, unseal } from './secrets.ts'

test('What is sealed under one secret opens under no other, nor when it was tampered with.', () => {
  const key = deriveKey('one secret', 'test')
  const sealed = seal(key, 'text')
  assert.equal(unseal(key, sealed), 'text')
  assert.notEqual(seal(key, 'text'), sealed)
  assert.throws(() => unseal(deriveKey('another secret', 'test'), sealed))
  assert.throws(() => unseal(deriveKey('one secret', 'another purpose'), sealed))
  assert.throws(() => unseal(key, `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`))
})

test('Production mode wants a secret of its own.', () => {
  assert.throws(() => readConfig(config, { NODE_ENV: 'production' }), /SOUK_SECRET/)
  assert.equal(readConfig(config, {}).secureCookies, false)
})

test('A password is hashed with argon2id at the cost that OWASP names, however its letters are composed.', async () => {
  const hash = await hashPassword('pa\u00dfw\u00f6rter')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.ok(await isPassword('pa\u00dfwo\u0308rter', hash))
  assert.ok(!(await isPassword('passwoerter', hash)))
  assert.ok(!(await isPassword('the password of nobody', undefined)))
})

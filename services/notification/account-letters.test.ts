import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resetPassword, verifyEmail } from './account-letters.ts'

const token = 'Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw'
const about = { shop: 'Souk', url: 'https://souk.example', name: 'Ada Lovelace', token }

test('The letter that verifies an e-mail has its link as text and as a button, and says how long it works.', () => {
  const { subject, text, html } = verifyEmail(about)
  const link = `https://souk.example/account/verify?token=${token}`
  assert.equal(subject, 'Please confirm your e-mail address')
  assert.match(text, /^Hello Ada Lovelace,\n\nWelcome to Souk\./)
  assert.ok(text.includes(`Confirm my e-mail address:\n${link}\n`))
  assert.ok(html.includes(`<a class="button" href="${link}">Confirm my e-mail address</a>`))
  for (const words of [text, html]) assert.ok(words.includes('seven days') && words.includes('This was not you?'))
})

test('The letter that resets a password has its link, and says that it works once and what to do if it was not asked for.', () => {
  const { subject, text, html } = resetPassword(about)
  const link = `https://souk.example/account/reset?token=${token}`
  assert.equal(subject, 'Set a new password')
  assert.ok(text.includes(`Set a new password:\n${link}\n`))
  assert.ok(html.includes(`<a class="button" href="${link}">Set a new password</a>`))
  for (const words of [text, html])
    assert.ok(words.includes('once, within an hour') && words.includes('your password stays as it is'))
})

test('No subject or preview holds the link’s token, and the footer speaks of an account, not of an order.', () => {
  for (const { subject, html } of [verifyEmail(about), resetPassword(about)]) {
    assert.ok(!subject.includes(token))
    assert.ok(!(/<div class="preview">(.*)<\/div>/.exec(html)?.[1] ?? token).includes(token))
    assert.ok(html.includes('because of an account with Souk.'))
  }
})

test('What a person calls themselves stays text, and never becomes markup.', () => {
  const evil = `<a href="https://evil.example">'&`
  for (const { html, text } of [verifyEmail({ ...about, name: evil }), resetPassword({ ...about, name: evil })]) {
    assert.ok(!html.includes('<a href="https://evil'))
    assert.ok(text.includes(evil))
  }
})

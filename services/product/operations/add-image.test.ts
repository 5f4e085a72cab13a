import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { product } from '@souk/contracts/product.ts'
import { anonymous } from '@souk/platform/auth.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { TestShop } from '@souk/platform/testing.ts'
import { type Editor, startCatalogue } from '../catalogue.testing.ts'

let shop: TestShop
let editor: Editor

before(async () => {
  const started = await startCatalogue()
  shop = started.shop
  editor = started.editor
})
after(() => shop.close())

const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
const pictures = {
  'image/svg+xml': Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE svg>\n${svg}`),
  'image/png': Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
  'image/jpeg': Buffer.from('ffd8ffe000104a46', 'hex'),
  'image/webp': Buffer.from('RIFF\u0004\0\0\0WEBPVP8 ', 'latin1'),
  'image/avif': Buffer.from('\0\0\0\u001cftypmif1\0\0\0\0mif1avifmiaf', 'latin1'),
} as const
type Kind = keyof typeof pictures
const kinds = Object.keys(pictures) as Kind[]

const idOf = (url: string) => url.replace('/api/v1/images/', '')

test('A picture of each kind comes back byte for byte, to anybody; adding it again is adding it once.', async () => {
  for (const contentType of kinds) {
    const data = pictures[contentType].toString('base64')
    const { url } = await editor.addImage({ contentType, data })
    assert.deepEqual(await editor.addImage({ contentType, data }), { url })
    const image = await shop.client(product, anonymous).getImage({ id: idOf(url) })
    assert.equal(image.contentType, contentType)
    assert.ok(Buffer.from(image.bytes).equals(pictures[contentType]))
  }
})

test('Bytes that are not of the declared kind are refused.', async () => {
  for (const contentType of kinds) {
    for (const other of kinds.filter((kind) => kind !== contentType)) {
      const data = pictures[other].toString('base64')
      await assert.rejects(editor.addImage({ contentType, data }), (error) => hasReason(error, 'invalid_input'))
    }
  }
  const pages = ['<html><svg></svg></html>', '<!-- <svg> ', 'GIF89a', '<svgx>', '\u0089PNG', '']
  for (const text of [...pages, `<script>1</script>${svg}`]) {
    const data = Buffer.from(text, 'latin1').toString('base64')
    const contentType = 'image/svg+xml'
    await assert.rejects(editor.addImage({ contentType, data }), (error) => hasReason(error, 'invalid_input'), text)
  }
})

test('A picture may be kept for ever, and a vector picture opened by itself runs no scripts.', async () => {
  const { url } = await editor.addImage({ contentType: 'image/svg+xml', data: Buffer.from(svg).toString('base64') })
  const headers = await headersOf(idOf(url))
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(headers['content-security-policy'], "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['content-type'], 'image/svg+xml')
})

/** As the service itself sends them, over its socket where it has one. */
async function headersOf(id: string): Promise<Record<string, string>> {
  const address = shop.addresses.get('product')
  if (address !== undefined) return Object.fromEntries((await fetch(`${address}/images/${id}`)).headers)
  const request = {
    service: 'product',
    operation: 'getImage',
    params: { id },
    query: {},
    body: undefined,
    caller: anonymous,
  }
  const nothing = { idempotencyKey: undefined, ifMatch: undefined, session: undefined, address: undefined }
  return (await shop.send({ ...request, ...nothing, requestId: 'test', deadline: Date.now() + 5_000 })).headers
}

test('A picture that was never added is not found.', async () => {
  await assert.rejects(editor.getImage({ id: 'abcdefghij' }), (error) => hasReason(error, 'not_found'))
})

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { product } from '@souk/contracts/product.ts'
import { anonymous } from '@souk/platform/auth.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { TestShop } from '@souk/platform/testing.ts'
import sharp from 'sharp'
import { type Editor, headersOf, startCatalogue } from '../catalogue.testing.ts'

let shop: TestShop
let editor: Editor

before(async () => {
  const started = await startCatalogue()
  shop = started.shop
  editor = started.editor
})
after(() => shop.close())

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>'
const dot = (side = 2) => sharp({ create: { width: side, height: side, channels: 3, background: 'red' } })
const pictures = {
  'image/svg+xml': Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE svg>\n${svg}`),
  'image/png': await dot().png().toBuffer(),
  'image/jpeg': await dot().jpeg().toBuffer(),
  'image/webp': await dot().webp().toBuffer(),
  'image/avif': await dot().avif().toBuffer(),
} as const
const endings = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
}
type Kind = keyof typeof pictures
const kinds = Object.keys(pictures) as Kind[]

const idOf = (url: string) => url.replace('/api/v1/images/', '')

test('A picture of each kind comes back byte for byte, to anybody; adding it again is adding it once.', async () => {
  for (const contentType of kinds) {
    const data = pictures[contentType].toString('base64')
    const { url } = await editor.addImage({ contentType, data })
    assert.deepEqual(await editor.addImage({ contentType, data }), { url })
    assert.match(url, new RegExp(`^/api/v1/images/[\\w-]{43}\\.${endings[contentType]}$`))
    for (const id of [idOf(url), idOf(url).replace(/\..*/, '')]) {
      const image = await shop.client(product, anonymous).getImage({ id })
      assert.equal(image.contentType, contentType)
      assert.ok(Buffer.from(image.bytes).equals(pictures[contentType]))
    }
    const wrong = idOf(url).replace(/\..*/, contentType === 'image/png' ? '.jpg' : '.png')
    await assert.rejects(editor.getImage({ id: wrong }), (error) => hasReason(error, 'not_found'))
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

test('A picture that cannot be read to its end is refused, and so is one of too many pixels.', async () => {
  const noise = sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
  const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)
  const refused: [Kind, Buffer | string][] = [
    ['image/png', cut(await noise.png().toBuffer())],
    ['image/jpeg', cut(await noise.jpeg().toBuffer())],
    ['image/webp', cut(await noise.webp().toBuffer())],
    ['image/avif', cut(await noise.avif().toBuffer())],
    ['image/png', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['image/png', await dot(6400).png().toBuffer()],
    ['image/svg+xml', svg.replaceAll('"2"', '"6400"')],
    ['image/svg+xml', svg.replace('/>', '><rect></svg>')],
    ['image/svg+xml', '<svg/>'],
    ['image/svg+xml', `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>${svg.replace('/>', '>&a;</svg>')}`],
  ]
  for (const [contentType, bytes] of refused) {
    const data = Buffer.from(bytes).toString('base64')
    await assert.rejects(
      editor.addImage({ contentType, data }),
      (error) => hasReason(error, 'invalid_input') && error.errors?.[0]?.path === '/data',
      `${contentType} ${Buffer.from(bytes).length}`,
    )
  }
})

test('A picture may be kept for ever, and a vector picture opened by itself runs no scripts.', async () => {
  const { url } = await editor.addImage({ contentType: 'image/svg+xml', data: Buffer.from(svg).toString('base64') })
  const headers = await headersOf(shop, 'getImage', { id: idOf(url) })
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(headers['content-security-policy'], "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['content-type'], 'image/svg+xml')
})

test('A picture that was never added is not found.', async () => {
  await assert.rejects(editor.getImage({ id: 'abcdefghij' }), (error) => hasReason(error, 'not_found'))
})

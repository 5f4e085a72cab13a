import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { product } from '@souk/contracts/product.ts'
import { anonymous } from '@souk/platform/auth.ts'
import type { Database } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import { hasReason } from '@souk/platform/errors.ts'
import type { TestShop } from '@souk/platform/testing.ts'
import sharp from 'sharp'
import { type Editor, headersOf, startCatalogue } from '../catalogue.testing.ts'

let shop: TestShop
let editor: Editor
let anybody: Editor
let db: Database

before(async () => {
  const started = await startCatalogue()
  shop = started.shop
  editor = started.editor
  anybody = shop.client(product, anonymous)
  db = shop.databases.get('product') as Database
})
after(() => shop.close())

type ContentType = Parameters<Editor['addImage']>[0]['contentType']

async function add(contentType: ContentType, bytes: Buffer | string) {
  const { url } = await editor.addImage({ contentType, data: Buffer.from(bytes).toString('base64') })
  return url.replace('/api/v1/images/', '')
}

const plain = (width: number, height: number, background = 'red') =>
  sharp({ create: { width, height, channels: 3, background } })

async function seen(id: string, form: string) {
  const { contentType, bytes } = await anybody.getPicture({ id, form })
  const { format, width, height } = await sharp(bytes).metadata()
  return [contentType, format, width, height]
}

/** The colour at a point, given as shares of the width and height. */
async function colourAt(bytes: Uint8Array, x: number, y: number) {
  const { data, info } = await sharp(bytes).flatten({ background: 'white' }).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + 3)].map((value) => (value > 127 ? 255 : 0))
}

const red = [255, 0, 0]
const white = [255, 255, 255]
const keptForms = (id: string) =>
  db.many(sql<{ form: string }>`select form from pictures where image_id = ${id.split('.')[0]} order by form`)

test('A picture comes in each width and format, to anybody; a small one is never enlarged.', async () => {
  const id = await add('image/jpeg', await plain(1000, 500).jpeg().toBuffer())
  assert.deepEqual(await seen(id, '480.avif'), ['image/avif', 'heif', 480, 240])
  assert.deepEqual(await seen(id, '160.webp'), ['image/webp', 'webp', 160, 80])
  assert.deepEqual(await seen(id, '960.png'), ['image/png', 'png', 960, 480])
  assert.deepEqual(await seen(id, '1280.webp'), ['image/webp', 'webp', 1000, 500])
})

test('A vector picture is drawn at the width, sharp at any size.', async () => {
  const id = await add(
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="2" height="2" fill="red"/></svg>',
  )
  assert.deepEqual(await seen(id, '640.png'), ['image/png', 'png', 640, 320])
  const { bytes } = await anybody.getPicture({ id, form: '640.png' })
  assert.deepEqual([await colourAt(bytes, 0.498, 0.5), await colourAt(bytes, 0.502, 0.5)], [red, white])
})

test('A vector picture is drawn from itself alone: nothing that it names elsewhere is fetched.', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'souk-picture-'))
  const file = join(folder, 'red.png')
  const bytes = await plain(4, 4).png().toBuffer()
  await writeFile(file, bytes)
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    response.setHeader('content-type', 'image/png').end(bytes)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const drawn = async (href: string) => {
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">
      <style>@import url("${href}");</style><image href="${href}" width="4" height="4"/></svg>`
    const id = await add('image/svg+xml', text)
    return colourAt((await anybody.getPicture({ id, form: '160.png' })).bytes, 0.5, 0.5)
  }
  const { port } = server.address() as AddressInfo
  for (const href of [`http://127.0.0.1:${port}/red.png`, `file://${file}`, file])
    assert.deepEqual(await drawn(href), white, href)
  assert.equal(asked, 0)
  assert.deepEqual(
    await drawn(`data:image/png;base64,${bytes.toString('base64')}`),
    red,
    'what it holds itself is drawn',
  )
  server.close()
  await rm(folder, { recursive: true })
})

test('A picture comes upright, without what the camera wrote into it.', async () => {
  const left = await plain(40, 80).extend({ right: 120, background: 'white' }).png().toBuffer()
  const turned = sharp(left)
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Copyright: 'Somebody' } })
  const id = await add('image/jpeg', await turned.jpeg().toBuffer())
  const { bytes } = await anybody.getPicture({ id, form: '160.webp' })
  const { width, height, orientation, exif } = await sharp(bytes).metadata()
  assert.deepEqual([width, height, orientation, exif], [80, 160, undefined, undefined])
  assert.deepEqual([await colourAt(bytes, 0.5, 0.1), await colourAt(bytes, 0.5, 0.9)], [red, white])
})

test('A form is made once and kept, however many ask for it at once, with or without the picture’s ending.', async () => {
  const id = await add('image/png', await plain(300, 300).png().toBuffer())
  const without = id.split('.')[0] as string
  const all = await Promise.all(Array.from({ length: 12 }, () => anybody.getPicture({ id, form: '160.avif' })))
  const [first] = all
  assert.ok(first)
  await db.run(sql`update images set bytes = '' where id = ${without}`)
  for (const again of [...all, await anybody.getPicture({ id: without, form: '160.avif' })])
    assert.ok(Buffer.from(again.bytes).equals(Buffer.from(first.bytes)))
  assert.deepEqual(await keptForms(id), [{ form: '160.avif' }])
})

test('A page full of new pictures gets all of them.', async () => {
  const id = await add('image/png', await plain(700, 700).png().toBuffer())
  const forms = ['160', '320', '480', '640'].flatMap((width) => [`${width}.avif`, `${width}.webp`, `${width}.png`])
  await Promise.all(forms.map((form) => anybody.getPicture({ id, form })))
  assert.deepEqual(
    (await keptForms(id)).map(({ form }) => form),
    forms.toSorted(),
  )
})

test('A scaled picture may be kept for ever and runs nothing.', async () => {
  const id = await add('image/png', await plain(2, 2).png().toBuffer())
  const headers = await headersOf(shop, 'getPicture', { id, form: '160.webp' })
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(headers['content-security-policy'], "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['content-type'], 'image/webp')
})

test('Pictures that were never added, other forms and other endings are not found or refused.', async () => {
  const id = await add('image/png', await plain(3, 3).png().toBuffer())
  const other = id.replace('.png', '.jpg')
  for (const unknown of ['abcdefghij', 'abcdefghij.png', other])
    await assert.rejects(anybody.getPicture({ id: unknown, form: '160.png' }), (error) => hasReason(error, 'not_found'))
  for (const form of ['161.png', '160.gif', '160', '160.png.png'])
    await assert.rejects(anybody.getPicture({ id, form }), (error) => hasReason(error, 'invalid_input'), form)
})

test('What was stored before pictures were read, and cannot be, is not found in other forms.', async () => {
  await db.run(sql`insert into images (id, content_type, bytes) values ('unreadable', 'image/png', 'nothing')`)
  await assert.rejects(anybody.getPicture({ id: 'unreadable', form: '160.png' }), (error) =>
    hasReason(error, 'not_found'),
  )
})

/** What a new shop needs before anybody can use it: a first staff account, and goods on the shelves. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inventory } from '@souk/contracts/inventory.ts'
import { product } from '@souk/contracts/product.ts'
import { user } from '@souk/contracts/user.ts'
import { loadDemo } from '@souk/demo/load.ts'
import type { Caller } from '@souk/platform/auth.ts'
import type { Host } from '@souk/platform/host.ts'
import type { Ground, Say } from './ground.ts'

const system: Caller = { kind: 'service', name: 'start' }
const keeper: Caller = {
  kind: 'staff',
  userId: '00000000-0000-7000-8000-000000000000',
  sessionId: 'start',
  permissions: ['*'],
}

/** Whom opening a shop calls. */
export const opened = [user, product, inventory] as const

type Opener = { config: Pick<Ground['config'], 'adminEmail' | 'adminPassword'>; production: boolean }

/** @returns what to tell about the account */
export async function firstStaff(host: Host, { config, production }: Opener) {
  const { adminEmail: email, adminPassword: password } = config
  if (production && (email === undefined) !== (password === undefined))
    throw new Error('set both SOUK_ADMIN_EMAIL and SOUK_ADMIN_PASSWORD, or neither')
  const secret = password ?? randomBytes(9).toString('base64url')
  const account = { email: email ?? 'admin@souk.example', password: secret, name: 'First staff' }
  const made = await host.client(user, system).makeFirstStaff(account)
  if (!made.made) return `${made.email} (the password was shown or set at the first start)`
  return password === undefined ? `${made.email} with the password ${secret} (shown only now)` : made.email
}

/** Loads the demo catalogue into a shop that has no products, unless it is not wanted. */
export async function fillShelves(host: Host, { config, folder }: Ground, say: Say) {
  if (!config.demo) return
  const marker = join(folder, 'demo-catalogue')
  const state = existsSync(marker) ? readFileSync(marker, 'utf8') : undefined
  if (state === 'loaded') return
  if (state === undefined && (await hasGoods(host))) return
  writeFileSync(marker, 'loading')
  say('first start: filling the shelves …')
  await loadCatalogue(host, say)
  await host.drain()
  writeFileSync(marker, 'loaded')
}

export async function hasGoods(host: Host) {
  return (await host.client(product, keeper).listProducts({ limit: 1 })).total > 0
}

/** Sets what is on hand, too: for empty shelves only. */
export async function loadCatalogue(host: Host, say: Say) {
  const products = host.client(product, keeper)
  await loadDemo({ products, stock: host.client(inventory, keeper) }, (done, all) => {
    if (done % 25 === 0 || done === all) say(`${done} of ${all} products`)
  })
}

import { test } from 'node:test'

const { openMarket } = await import('./market.ts')
test('x', async () => {
  for (const storefront of [false, false, false, true, true]) {
    let t = performance.now()
    const c = process.cpuUsage()
    const m = await openMarket({ storefront })
    console.log('market', storefront, performance.now() - t, process.cpuUsage(c))
    t = performance.now()
    await m.close()
    console.log('close', performance.now() - t)
  }
})

import { marketIn, quickSettings } from './market.ts'
import { startProcessShop } from './process-shop.ts'
import { shoppingTests } from './shopping.ts'

shoppingTests('a process a service, and two of order-service', async () => {
  const shop = await startProcessShop({ environment: { ...quickSettings, SOUK_PAGES: '0' }, replicas: { order: 2 } })
  return marketIn(
    shop,
    () => shop.url,
    () => shop.close(),
  )
})

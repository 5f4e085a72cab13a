import { natsMissing, startNatsServer } from '@souk/platform/events/nats-server.testing.ts'
import { marketIn, quickSettings } from './market.ts'
import { startProcessShop } from './process-shop.ts'
import { shoppingTests } from './shopping.ts'

shoppingTests(
  'a process a service, events on NATS, and two of order-service and cart-service',
  async () => {
    const nats = await startNatsServer()
    const environment = { ...quickSettings, SOUK_PAGES: '0', SOUK_NATS_URL: nats.url }
    const shop = await startProcessShop({ environment, replicas: { order: 2, cart: 2 } })
    return marketIn(
      shop,
      () => shop.url,
      async () => {
        await shop.close()
        await nats.stop()
      },
    )
  },
  natsMissing,
)

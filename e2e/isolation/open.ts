/** A shop of processes of its own, in which every service is stopped once in each way; its books agree in the end. */
import { marketIn, quickSettings } from '../market.ts'
import { startProcessShop } from '../process-shop.ts'
import { prepareMarket } from './actions.ts'
import { isolate, type Row } from './isolation.ts'

export async function openIsolation(options: Parameters<typeof isolate>[2]): Promise<Row[]> {
  const shop = await startProcessShop({ environment: quickSettings })
  try {
    const market = await marketIn(
      shop,
      () => shop.url,
      async () => {},
    )
    await prepareMarket(market)
    const rows = await isolate(shop, market, options)
    await market.audit()
    return rows
  } finally {
    await shop.close()
  }
}

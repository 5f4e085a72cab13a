import { product } from '@souk/contracts/product.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { dropProduct } from '../facts.sql.ts'

export const productRemoved = consumer(product, 'product.removed.v1', ({ data }, tx) =>
  dropProduct(tx, data.productId, data.version),
)

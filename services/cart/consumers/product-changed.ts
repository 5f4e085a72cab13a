import { product } from '@souk/contracts/product.ts'
import { consumer } from '@souk/platform/events/consumer.ts'
import { keepProduct } from '../facts.sql.ts'

export const productChanged = consumer(product, 'product.changed.v1', ({ data }, tx) => keepProduct(tx, data))

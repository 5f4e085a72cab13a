/** Owns the catalogue: categories, products with their variants and pictures, and the search over them. */
import { product } from '@souk/contracts/product.ts'
import { service } from '@souk/platform/service.ts'
import { availabilityChanged } from './consumers/availability-changed.ts'
import { orderConfirmed } from './consumers/order-confirmed.ts'
import { forgetOldSales } from './jobs/forget-old-sales.ts'
import { rankBestSellers } from './jobs/rank-best-sellers.ts'
import { calls, config } from './needs.ts'
import { addImage } from './operations/add-image.ts'
import { createCategory } from './operations/create-category.ts'
import { createProduct } from './operations/create-product.ts'
import { deleteProduct } from './operations/delete-product.ts'
import { getImage } from './operations/get-image.ts'
import { getPicture } from './operations/get-picture.ts'
import { getProduct } from './operations/get-product.ts'
import { listCategories } from './operations/list-categories.ts'
import { listProducts } from './operations/list-products.ts'
import { listRelated } from './operations/list-related.ts'
import { suggest } from './operations/suggest.ts'
import { updateProduct } from './operations/update-product.ts'
import { openCatalogue } from './search/catalogue.ts'
import { openWorkshop } from './workshop.ts'

export default service({
  contract: product,
  calls,
  config,
  migrations: new URL('./migrations/', import.meta.url),
  operations: {
    listProducts,
    getProduct,
    suggest,
    listRelated,
    listCategories,
    createCategory,
    createProduct,
    updateProduct,
    deleteProduct,
    addImage,
    getImage,
    getPicture,
  },
  consumers: [availabilityChanged, orderConfirmed],
  jobs: [rankBestSellers, forgetOldSales],
  open: async ({ db }) => ({ catalogue: await openCatalogue(db), workshop: openWorkshop() }),
})

import { staff } from '@souk/platform/auth.ts'
import { Bytes, contract, del, get, oneOf, patch, post } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Availability, Cursor, Id, Limit, line, paragraphs, Sku, Slug, Time } from './fields.ts'
import { Money } from './money.ts'

export const Image = Type.Object(
  {
    url: Type.String({ maxLength: 500 }),
    alt: line(200),
    /** The option values that the picture shows, such as { Colour: 'Red' }. */
    options: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { title: 'Image' },
)

const OptionValues = Type.Record(line(40), line(60))

export const NewVariant = Type.Object({
  sku: Sku,
  options: OptionValues,
  price: Money,
  compareAtPrice: Type.Optional(Money),
  weight: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'grams' }),
})

export const Variant = Type.Object({ ...NewVariant.properties, availability: Availability }, { title: 'Variant' })

const Option = Type.Object({ name: line(40), values: Type.Array(line(60), { minItems: 1, maxItems: 100 }) })

const editable = {
  slug: Slug,
  name: line(160),
  brand: line(80),
  category: Slug,
  description: paragraphs(20_000),
  attributes: Type.Record(line(60), line(300)),
  options: Type.Array(Option, { maxItems: 5 }),
  images: Type.Array(Image, { maxItems: 30 }),
}

export const Product = Type.Object(
  {
    id: Id,
    ...editable,
    variants: Type.Array(Variant),
    version: Type.Integer({ minimum: 1 }),
    updatedAt: Time,
  },
  { title: 'Product' },
)
export type Product = Static<typeof Product>

/** What a card of a listing shows. */
export const ProductCard = Type.Object(
  {
    id: Id,
    slug: Slug,
    name: Type.String(),
    brand: Type.String(),
    category: Slug,
    image: Type.Optional(Image),
    priceFrom: Money,
    priceTo: Money,
    compareAtPrice: Type.Optional(Money),
    availability: Availability,
  },
  { title: 'ProductCard' },
)
export type ProductCard = Static<typeof ProductCard>

const FacetValue = Type.Object({ value: Type.String(), label: Type.String(), count: Type.Integer() })
export const Facet = Type.Object({ name: Type.String(), values: Type.Array(FacetValue) }, { title: 'Facet' })
export type Facet = Static<typeof Facet>

/** With the ending of what it was stored as, such as .svg; older addresses have none. */
const ImageId = Type.String({ pattern: '^[A-Za-z0-9_-]{10,64}(\\.(svg|png|jpg|webp|avif))?$' })

type CategoryNode = {
  slug: string
  name: string
  description: string
  count: number
  image?: Static<typeof Image>
  children: CategoryNode[]
}
export const Category = Type.Unsafe<CategoryNode>({
  $id: 'Category',
  type: 'object',
  required: ['slug', 'name', 'description', 'count', 'children'],
  properties: {
    slug: { type: 'string' },
    name: { type: 'string' },
    description: { type: 'string' },
    count: { type: 'integer', description: 'products in it and below' },
    image: { ...Image, description: 'of what sells best in it and below' },
    children: { type: 'array', items: { $ref: 'Category' } },
  },
})

const versionChanged = { version_changed: { code: 'conflict' } } as const

export const product = contract('product', 'The catalogue: categories, products, variants, pictures, search', {
  operations: {
    listProducts: get('/products', {
      summary: 'Browse and search the catalogue',
      access: 'public',
      query: Type.Object({
        q: Type.Optional(Type.String({ maxLength: 200 })),
        category: Type.Optional(Slug),
        brand: Type.Optional(Type.Array(line(80), { maxItems: 20 })),
        option: Type.Optional(
          Type.Array(line(120), {
            maxItems: 20,
            description: 'name:value, such as Size:42; one of each name’s values',
          }),
        ),
        minPrice: Type.Optional(Type.Integer({ minimum: 0, description: 'minor units' })),
        maxPrice: Type.Optional(Type.Integer({ minimum: 0, description: 'minor units' })),
        inStock: Type.Optional(Type.Boolean()),
        sort: Type.Optional(oneOf('relevance', 'best_selling', 'newest', 'price', '-price', 'name')),
        limit: Type.Optional(Limit),
        cursor: Type.Optional(Cursor),
        page: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 1_000,
            description: 'from 1; instead of a cursor, where pages are numbered',
          }),
        ),
      }),
      returns: Type.Object({
        items: Type.Array(ProductCard),
        nextCursor: Type.Optional(Cursor),
        total: Type.Integer(),
        facets: Type.Array(Facet),
      }),
      cache: { seconds: 2 },
    }),
    getProduct: get('/products/:slug', {
      summary: 'One product with its variants, by slug or id',
      access: 'public',
      params: { slug: Slug },
      returns: Product,
      cache: { seconds: 2 },
    }),
    suggest: get('/suggestions', {
      summary: 'What the beginning of a search may be meant for',
      access: 'public',
      query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }),
      returns: Type.Object({
        products: Type.Array(ProductCard, { description: '6 at most' }),
        categories: Type.Array(Type.Object({ slug: Slug, name: Type.String() }), { description: '4 at most' }),
      }),
      cache: { seconds: 10 },
    }),
    listRelated: get('/products/:slug/related', {
      summary: 'What else may be wanted by who looks at this product: 8 at most',
      access: 'public',
      params: { slug: Slug },
      returns: Type.Object({ items: Type.Array(ProductCard) }),
      cache: { seconds: 30 },
    }),
    listCategories: get('/categories', {
      summary: 'The category tree, with the number of products in each',
      access: 'public',
      returns: Type.Object({ items: Type.Array(Category) }),
      cache: { seconds: 10 },
    }),
    createCategory: post('/categories', {
      summary: 'Add a category',
      access: staff('catalogue'),
      body: Type.Object({ slug: Slug, name: line(80), description: paragraphs(2_000), parent: Type.Optional(Slug) }),
      returns: Type.Object({ id: Id, slug: Slug }),
      status: 201,
      errors: { slug_taken: { code: 'conflict' }, unknown_category: { code: 'unprocessable' } },
    }),
    createProduct: post('/products', {
      summary: 'Add a product with its variants',
      access: staff('catalogue'),
      body: Type.Object({ ...editable, variants: Type.Array(NewVariant, { minItems: 1, maxItems: 500 }) }),
      returns: Product,
      status: 201,
      bodyLimit: 512 * 1024,
      errors: {
        slug_taken: { code: 'conflict' },
        sku_taken: { code: 'conflict' },
        unknown_category: { code: 'unprocessable' },
        unknown_option: { code: 'unprocessable' },
      },
    }),
    updateProduct: patch('/products/:id', {
      summary: 'Change a product; `version` is the one you edited, so that two editors never overwrite each other',
      access: staff('catalogue'),
      params: { id: Id },
      body: Type.Partial(
        Type.Object({
          version: Type.Integer({ minimum: 1 }),
          ...editable,
          variants: Type.Array(NewVariant, { minItems: 1, maxItems: 500 }),
        }),
      ),
      returns: Product,
      bodyLimit: 512 * 1024,
      errors: {
        ...versionChanged,
        slug_taken: { code: 'conflict' },
        sku_taken: { code: 'conflict' },
        unknown_category: { code: 'unprocessable' },
        unknown_option: { code: 'unprocessable' },
      },
    }),
    deleteProduct: del('/products/:id', {
      summary: 'Take a product off sale',
      access: staff('catalogue'),
      params: { id: Id },
    }),
    addImage: post('/images', {
      summary: 'Store a picture; use the url in a product',
      access: staff('catalogue'),
      body: Type.Object({
        contentType: oneOf('image/svg+xml', 'image/png', 'image/jpeg', 'image/webp', 'image/avif'),
        data: Type.String({ maxLength: 8_000_000, pattern: '^[A-Za-z0-9+/]+={0,2}$', description: 'base64' }),
      }),
      returns: Type.Object({ url: Type.String() }),
      status: 201,
      repeat: 'natural',
      bodyLimit: 8 * 1024 * 1024,
    }),
    getImage: get('/images/:id', {
      summary: 'A picture',
      access: 'public',
      params: { id: ImageId },
      returns: Bytes,
      cache: { seconds: 31_536_000, immutable: true },
    }),
    getPicture: get('/images/:id/:form', {
      summary: 'A picture scaled to a width and written in another format',
      access: 'public',
      params: {
        id: ImageId,
        form: Type.String({
          pattern: '^(160|320|480|640|960|1280)\\.(avif|webp|png)$',
          description: 'width.format, such as 480.avif',
        }),
      },
      returns: Bytes,
      cache: { seconds: 31_536_000, immutable: true },
      timeout: 15_000,
    }),
  },
  events: {
    /** A product is on sale in this form: at its creation and after every change. */
    'product.changed.v1': Type.Object({
      productId: Id,
      slug: Slug,
      name: Type.String(),
      image: Type.Optional(Image),
      variants: Type.Array(
        Type.Object({
          sku: Sku,
          options: OptionValues,
          price: Money,
          weight: Type.Integer(),
          image: Type.Optional(Image),
        }),
      ),
      /** Variants that it had before and has no longer. */
      removedSkus: Type.Array(Sku),
      version: Type.Integer(),
    }),
    'product.removed.v1': Type.Object({ productId: Id, skus: Type.Array(Sku), version: Type.Integer() }),
  },
})

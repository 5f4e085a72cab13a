import { staff } from '@souk/platform/auth.ts'
import { contract, get, post, put } from '@souk/platform/contract.ts'
import { type Static, Type } from 'typebox'
import { Address, Country, Id, line, Postcode, Time } from './fields.ts'
import { Money } from './money.ts'

export const DeliveryOption = Type.Object(
  {
    id: Type.String({ description: 'send it as deliveryOptionId' }),
    name: Type.String(),
    price: Money,
    estimate: Type.Object({ from: Type.String({ description: 'a date' }), to: Type.String({ description: 'a date' }) }),
  },
  { title: 'DeliveryOption' },
)
export type DeliveryOption = Static<typeof DeliveryOption>

const Rate = Type.Object({
  upToWeight: Type.Integer({ minimum: 1, description: 'grams, inclusive' }),
  price: Money,
})

const Method = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  name: line(80),
  carrier: line(60),
  days: Type.Object({ from: Type.Integer({ minimum: 0 }), to: Type.Integer({ minimum: 0 }) }),
  freeFrom: Type.Optional(Money),
  rates: Type.Array(Rate, { minItems: 1, maxItems: 50 }),
})

export const Zone = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
    name: line(80),
    countries: Type.Array(Country, { minItems: 1, maxItems: 250 }),
    methods: Type.Array(Method, { maxItems: 20 }),
  },
  { title: 'Zone' },
)
export type Zone = Static<typeof Zone>

export const Shipment = Type.Object(
  {
    id: Id,
    orderId: Id,
    carrier: Type.String(),
    trackingNumber: Type.String(),
    address: Address,
    createdAt: Time,
  },
  { title: 'Shipment' },
)

export const delivery = contract('delivery', 'Where we deliver, for how much, and the parcels on their way', {
  operations: {
    listOptions: get('/delivery-options', {
      summary: 'How a cart can reach a place',
      access: 'public',
      query: Type.Object({ cart: Id, country: Country, postcode: Type.Optional(Postcode) }),
      returns: Type.Object({
        items: Type.Array(DeliveryOption),
        /** True while the cart could not be asked: computed from what we last heard of it. */
        estimated: Type.Optional(Type.Boolean()),
      }),
      timeout: 5_000,
    }),
    listCountries: get('/delivery-countries', {
      summary: 'Where we deliver to',
      access: 'public',
      returns: Type.Object({ items: Type.Array(Country) }),
      cache: { seconds: 60 },
    }),
    quote: post('/quotes', {
      summary: 'The price of one option for a parcel',
      access: 'internal',
      body: Type.Object({
        optionId: line(64),
        country: Country,
        postcode: Postcode,
        weight: Type.Integer({ minimum: 0 }),
        subtotal: Money,
      }),
      returns: DeliveryOption,
      errors: { delivery_unavailable: { code: 'unprocessable' } },
      repeat: 'natural',
      timeout: 5_000,
    }),
    createShipment: put('/shipments/:id', {
      summary: 'Hand a parcel to the carrier; again with the same id: the same parcel',
      access: 'internal',
      params: { id: Id },
      body: Type.Object({
        orderId: Id,
        optionId: line(64),
        address: Address,
        carrier: Type.Optional(line(60)),
        trackingNumber: Type.Optional(line(60)),
      }),
      returns: Shipment,
      timeout: 5_000,
    }),
    listShipments: get('/shipments', {
      summary: 'The parcels of an order',
      access: [staff('orders'), 'internal'],
      query: Type.Object({ orderId: Id }),
      returns: Type.Object({ items: Type.Array(Shipment) }),
    }),
    listZones: get('/delivery-zones', {
      summary: 'Zones with their methods and rates',
      access: staff('delivery'),
      returns: Type.Object({ items: Type.Array(Zone) }),
    }),
    setZone: put('/delivery-zones/:id', {
      summary: 'Make or change a zone; a country belongs to one zone',
      access: staff('delivery'),
      params: { id: Zone.properties.id },
      body: Type.Object({
        name: Zone.properties.name,
        countries: Zone.properties.countries,
        methods: Zone.properties.methods,
      }),
      returns: Zone,
      errors: { country_in_other_zone: { code: 'conflict', details: Type.Object({ countries: Type.Array(Country) }) } },
    }),
  },
  events: {
    'delivery.shipment-created.v1': Type.Object({
      shipmentId: Id,
      orderId: Id,
      carrier: Type.String(),
      trackingNumber: Type.String(),
    }),
  },
})

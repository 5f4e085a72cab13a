import { product } from './product.ts'

const category = 'climbing'

export const climbing = [
  product({
    slug: 'quillfell-gecko',
    name: 'Gecko climbing shoe',
    brand: 'Quillfell',
    category,
    text: `A flat, forgiving shoe for the first two years at the wall and for long easy routes after that. The upper
      is unlined leather and stretches by half a size.

      On steep overhangs the toe slips off small holds. When that starts to annoy you, you have outgrown it.`,
    attributes: { Material: 'Suede, rubber 4 mm', Shape: 'Flat', Closure: 'Hook and loop' },
    sku: 'QUI-GECKO',
    options: { Colour: ['Teal', 'Saffron'], Size: ['37', '39', '41', '42'] },
    price: 8900,
    weight: 440,
    picture: 'climbing-shoe.gecko',
    alt: 'Climbing shoe with straps',
  }),
  product({
    slug: 'quillfell-cornice-rope',
    name: 'Cornice 9.8 single rope',
    brand: 'Quillfell',
    category,
    text: `A rope for every day at the crag: thick enough to last, thin enough to run through a guide device without a
      fight. The middle is marked in black.

      Untreated, so it drinks water and should stay off glaciers. Retire it after a hard fall over an edge, whatever
      it looks like.`,
    attributes: { Diameter: '9.8 mm', Falls: '8', Standard: 'EN 892' },
    sku: 'QUI-CORN',
    options: { Colour: ['Red', 'Cobalt'], Length: ['60 m', '70 m'] },
    stock: { 'Red/70 m': 1 },
    price: 14900,
    prices: { '70 m': 16900 },
    weight: 3780,
    weights: { '70 m': 4410 },
    picture: 'rope.cornice',
    alt: 'Coiled climbing rope',
  }),
  product({
    slug: 'quillfell-hall-rope',
    name: 'Hall 10.2 indoor rope',
    brand: 'Quillfell',
    category,
    text: `Forty metres, which is what indoor walls ask for, in a tight sheath that takes being lowered on two hundred
      times a month. Stiff at first and easier after a week.

      Outdoors it is too short for most routes. Tie a knot in the end anyway.`,
    attributes: { Diameter: '10.2 mm', Length: '40 m', Standard: 'EN 892' },
    sku: 'QUI-HALL',
    price: 8900,
    was: 9900,
    weight: 2680,
    picture: 'rope.hall-club@Forest',
    alt: 'Coil of indoor climbing rope',
  }),
  product({
    slug: 'quillfell-oval-screw',
    name: 'Keystone screwgate carabiner',
    brand: 'Quillfell',
    category,
    text: `A pear-shaped carabiner for belaying, with a gate wide enough for two ropes and a thread that does not jam
      with grit. The inside is rounded to spare the rope.

      A screw gate is only closed when you have closed it. Forgetful belayers are better served by an automatic one.`,
    attributes: { Material: 'Aluminium', Strength: '23 kN', Standard: 'EN 12275' },
    sku: 'QUI-KEY',
    options: { Colour: ['Graphite', 'Lilac', 'Orange'] },
    price: 1290,
    weight: 74,
    picture: 'carabiner.keystone-north',
    alt: 'Carabiner with a screw gate',
  }),
  product({
    slug: 'quillfell-wire-set',
    name: 'Wiregate carabiners, set of five',
    brand: 'Quillfell',
    category,
    text: `Five colours, so that your cams and slings have each their own. Wire gates weigh less than solid ones and
      do not freeze shut.

      The small nose can catch on fat slings. Meant for gear racks rather than for belay stations.`,
    attributes: { Material: 'Aluminium', Strength: '22 kN', Pack: '5 pieces' },
    sku: 'QUI-WIRE5',
    price: 3490,
    weight: 165,
    picture: 'carabiner.wire@Sky',
    alt: 'Wiregate carabiner from a set of five',
  }),
  product({
    slug: 'quillfell-dust-bag',
    name: 'Dust chalk bag',
    brand: 'Quillfell',
    category,
    text: `A stiff rim that stays open, a fleece lining that hands the chalk out slowly, and a loop for a brush. The
      outside is sewn from the ends of cloth rolls, so no two bags match exactly.

      It closes well but not perfectly. Put it in a bag of its own on the train.`,
    attributes: { Material: 'Cotton canvas, fleece', Belt: 'Included' },
    sku: 'QUI-DUST',
    options: { Colour: ['Brick', 'Teal', 'Sand'] },
    price: 1990,
    weight: 110,
    picture: 'chalk-bag.dust',
    alt: 'Chalk bag with a drawstring rim',
  }),
  product({
    slug: 'quillfell-cap-helmet',
    name: 'Roof climbing helmet',
    brand: 'Quillfell',
    category,
    text: `A hard shell over foam that covers the sides and the back of the head too, as most knocks do not come from
      above. Four clips hold a headlamp.

      Lighter helmets exist and crack in luggage. This one survives being sat on, within reason.`,
    attributes: { Material: 'ABS, EPS foam', Standard: 'EN 12492', Circumference: '53-61 cm' },
    sku: 'QUI-ROOF',
    options: { Colour: ['White', 'Red'] },
    price: 5900,
    weight: 330,
    picture: 'bike-helmet.roof',
    alt: 'Climbing helmet with chin strap',
  }),
]

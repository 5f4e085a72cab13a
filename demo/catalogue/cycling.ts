import { product } from './product.ts'

const wear = 'cycling-clothing'
const accessories = 'bike-accessories'

export const cycling = [
  product({
    slug: 'velmora-sprig',
    name: 'Sprig road bike',
    brand: 'Velmora',
    category: 'bikes',
    text: `An aluminium frame with a carbon fork, two by ten gears and rim brakes that anyone can adjust with one key.
      The position is upright enough for a first road bike and low enough to keep it for years.

      Tyres wider than 28 millimetres do not fit, and there are no eyelets for a rack. Touring and gravel ask for the
      Drover.`,
    attributes: { Frame: 'Aluminium', Gears: '2 x 10', Brakes: 'Rim', Tyres: '28 mm', Pedals: 'Not included' },
    sku: 'VEL-SPRIG',
    options: { Colour: ['Red', 'Teal'], 'Frame size': ['52', '54', '56', '58'] },
    without: ['Red/52', 'Teal/58'],
    stock: { 'Teal/52': 2, 'Red/56': 3 },
    price: 99000,
    weight: 9400,
    picture: 'sports-bike.sprig',
    alt: 'Road bike with drop handlebars',
  }),
  product({
    slug: 'velmora-drover',
    name: 'Drover gravel bike',
    brand: 'Velmora',
    category: 'bikes',
    text: `Steel, for forest roads, bad roads and the sort of holiday where you carry a tent. Forty-millimetre tyres,
      disc brakes, a small frame bag, and threaded eyelets wherever we could think of one.

      At eleven and a half kilos it will not win a hill climb. The single chainring leaves gaps between gears that a
      keen road rider will notice.`,
    attributes: {
      Frame: 'Chromoly steel',
      Gears: '1 x 11',
      Brakes: 'Hydraulic disc',
      Tyres: '40 mm',
      Pedals: 'Not included',
    },
    sku: 'VEL-DROVER',
    options: { Colour: ['Forest', 'Sand'], 'Frame size': ['S', 'M', 'L'] },
    stock: { 'Forest/M': 1 },
    price: 129000,
    weight: 11500,
    picture: 'sports-bike.gravel-drover',
    alt: 'Gravel bike with a frame bag',
  }),
  product({
    slug: 'velmora-errand',
    name: 'Errand city bike',
    brand: 'Velmora',
    category: 'bikes',
    text: `Mudguards, rack, lights and a bell, because a bike for town is not finished without them. Seven gears sit
      inside the hub, out of the rain, and change at a standstill.

      It is heavy to carry up to a flat, and seven gears are too few for really steep towns. Everywhere else it simply
      gets on with it.`,
    attributes: { Frame: 'Aluminium', Gears: '7, hub', Brakes: 'Roller and V-brake', Lights: 'Hub dynamo' },
    sku: 'VEL-ERRAND',
    options: { Colour: ['Navy', 'Mint'], 'Frame size': ['S', 'M', 'L'] },
    without: ['Mint/L'],
    price: 69900,
    was: 74900,
    weight: 16800,
    picture: 'city-bike.errand-club',
    alt: 'City bike with mudguards and rack',
  }),
  product({
    slug: 'velmora-pip',
    name: "Pip children's bike",
    brand: 'Velmora',
    category: 'bikes',
    text: `Light wheels, narrow cranks and brake levers set close for small hands. With a single gear and no
      suspension there is little to break and not much to lift.

      Sixteen inches suit most children from 100 centimetres, twenty from 115. Stabilisers do not fit, on purpose: a
      balance bike teaches sooner.`,
    attributes: { Frame: 'Aluminium', Gears: 'Single', Brakes: 'V-brakes' },
    sku: 'VEL-PIP',
    options: { Colour: ['Saffron', 'Lilac'], Wheels: ['16 inch', '20 inch'] },
    price: 27900,
    prices: { '20 inch': 31900 },
    weight: 6100,
    weights: { '20 inch': 7300 },
    picture: 'city-bike.kids-pip',
    alt: 'Small bike for a child',
  }),
  product({
    slug: 'velmora-canopy-helmet',
    name: 'Canopy road helmet',
    brand: 'Velmora',
    category: wear,
    text: `Large openings in front and channels inside that lead the air past your head instead of into it. A dial at
      the back closes the fit with one hand.

      Replace it after any crash, even when nothing shows. The pads are meant to come out and be washed.`,
    attributes: { Material: 'EPS foam, polycarbonate', Standard: 'EN 1078', Weight: '265 g in M' },
    sku: 'VEL-CANOPY',
    options: { Colour: ['White', 'Black'], Size: ['S', 'M', 'L'] },
    without: ['White/L'],
    price: 8900,
    weight: 265,
    picture: 'bike-helmet.canopy',
    alt: 'Vented road helmet',
  }),
  product({
    slug: 'velmora-plain-helmet',
    name: 'Plain town helmet',
    brand: 'Velmora',
    category: wear,
    text: `A round, quiet helmet for people who would rather not look like a racer on the way to work. The magnetic
      buckle closes with one glove on.

      With so few vents it is warm on a climb in July. Short journeys are what it is for.`,
    attributes: { Material: 'EPS foam, ABS shell', Standard: 'EN 1078' },
    sku: 'VEL-PLAIN',
    options: { Colour: ['Sand', 'Forest'], Size: ['M', 'L'] },
    price: 5900,
    weight: 390,
    picture: 'bike-helmet.plain-club',
    alt: 'Smooth town helmet',
  }),
  product({
    slug: 'velmora-switch-jersey',
    name: 'Switch cycling jersey',
    brand: 'Velmora',
    category: wear,
    text: `Long sleeves in a thin, slightly brushed knit for spring and autumn, with three pockets behind and a fourth
      that zips. The back is cut longer, so it still meets your shorts when you lean forward.

      Standing upright in it in the café, you may feel a little trussed up in front. That is the cut doing its job.`,
    attributes: { Material: '92% polyester, 8% elastane', Care: 'Machine wash at 30 °C', Fit: 'Close' },
    sku: 'VEL-SWITCH',
    options: { Colour: ['Teal'], Size: ['S', 'M', 'L', 'XL'] },
    price: 6900,
    weight: 220,
    picture: 'longsleeve.switch',
    alt: 'Long-sleeved cycling jersey',
  }),
  product({
    slug: 'velmora-hundred-bibs',
    name: 'Hundred bib shorts',
    brand: 'Velmora',
    category: wear,
    text: `Named for the distance they are comfortable over. The pad is dense rather than thick, and the straps lie
      flat enough to forget.

      Wear them without underwear and wash them after every ride. Chamois cream helps beyond four hours, whatever we
      sewed in.`,
    attributes: {
      Material: '76% polyamide, 24% elastane',
      Care: 'Machine wash at 30 °C',
      Pad: '14 mm, three densities',
    },
    sku: 'VEL-HUNDRED',
    options: { Colour: ['Black', 'Navy'], Size: ['S', 'M', 'L', 'XL'] },
    without: ['Navy/S', 'Navy/XL'],
    stock: { 'Black/M': 0 },
    price: 8500,
    was: 9900,
    weight: 200,
    picture: 'bib-shorts.hundred',
    alt: 'Bib shorts with straps',
  }),
  product({
    slug: 'velmora-mitt',
    name: 'Long-finger cycling gloves',
    brand: 'Velmora',
    category: wear,
    text: `Thin padding at the ball of the hand, a towelling thumb for the obvious purpose, and fingertips that work a
      phone. Good from ten to eighteen degrees.

      In the wet they soak through in minutes and dry overnight. A waterproof glove this thin does not exist.`,
    attributes: { Material: 'Polyamide, synthetic suede', Care: 'Hand wash' },
    sku: 'VEL-MITT',
    options: { Size: ['S', 'M', 'L', 'XL'] },
    price: 2990,
    weight: 70,
    picture: 'glove.cycling-mitt@Graphite',
    alt: 'Thin cycling glove with padded palm',
  }),
  product({
    slug: 'velmora-beacon',
    name: 'Beacon front light',
    brand: 'Velmora',
    category: accessories,
    text: `Sixty lux with a sharp upper edge, so you see the lane and the driver coming towards you still sees too.
      The strap fits any handlebar without a tool.

      It switches itself to a dim mode when a quarter of the charge is left. Unlit lanes at speed call for twice the
      light.`,
    attributes: { Brightness: '60 lux', Battery: 'USB-C, 3 to 9 h', Protection: 'IPX4' },
    sku: 'VEL-BEACON',
    price: 3900,
    weight: 118,
    picture: 'bike-light.beacon@Graphite',
    alt: 'Bike lamp with its beam on',
  }),
  product({
    slug: 'velmora-hold-lock',
    name: 'Hold U-lock',
    brand: 'Velmora',
    category: accessories,
    text: `A hardened shackle, thirteen millimetres thick, in a coat of soft rubber that spares your paint. Three keys
      come with it, and a number to order more.

      No lock survives an angle grinder for long. This one asks for noise and time, which is usually enough in a busy
      street and seldom enough in an empty one.`,
    attributes: { Material: 'Hardened steel', Inside: '10 x 20 cm', Keys: '3' },
    sku: 'VEL-HOLD',
    options: { Colour: ['Black'] },
    price: 4490,
    weight: 1250,
    picture: 'lock.hold',
    alt: 'U-shaped bike lock',
  }),
  product({
    slug: 'velmora-bellows-pump',
    name: 'Bellows floor pump',
    brand: 'Velmora',
    category: accessories,
    text: `A steel foot you can stand on properly and a gauge large enough to read without kneeling. The head takes
      both common valves without turning anything round.

      It pumps up to eleven bar, though the last two are honest work. Sealing rings are sold as spares.`,
    attributes: { Material: 'Steel, aluminium', Pressure: '11 bar', Valves: 'Presta, Schrader' },
    sku: 'VEL-BELLOWS',
    price: 3490,
    weight: 1480,
    picture: 'pump.bellows@Red',
    alt: 'Floor pump with a gauge',
  }),
  product({
    slug: 'velmora-sip-bottle',
    name: 'Sip bike bottle',
    brand: 'Velmora',
    category: accessories,
    text: `Soft enough to squeeze with cold fingers, free of the taste of plastic, and shaped for an ordinary cage.
      The valve comes apart for cleaning and goes back together without a manual.

      It does not keep anything cold. In August you will be drinking tea by noon.`,
    attributes: { Material: 'Polyethylene', Care: 'Dishwasher safe' },
    sku: 'VEL-SIP',
    options: { Colour: ['Clear', 'Lime', 'Coral'], Volume: ['550 ml', '750 ml'] },
    without: ['Coral/550 ml'],
    price: 890,
    prices: { '750 ml': 990 },
    weight: 75,
    picture: 'bottle.sip-club',
    alt: 'Soft drinking bottle',
  }),
]

import { product } from './product.ts'

const hill = 'skis-boards'
const wear = 'winter-wear'

export const winter = [
  product({
    slug: 'skarvind-groomer',
    name: 'Groomer 74 piste ski',
    brand: 'Skarvind',
    category: hill,
    text: `Seventy-four millimetres under the boot, for prepared pistes and mornings before the crowds. It turns early
      and forgives a late weight shift. Bindings are mounted and need setting to your boot.

      Off the piste it sinks and the tips cross. Fast skiers above eighty kilos should go one length up.`,
    attributes: { Waist: '74 mm', Radius: '14 m at 165 cm', Core: 'Poplar', Binding: 'Included' },
    sku: 'SKA-GROOM',
    options: { Colour: ['Cobalt', 'Red'], Length: ['158 cm', '165 cm', '172 cm'] },
    without: ['Red/158 cm'],
    stock: { 'Cobalt/172 cm': 2 },
    price: 44900,
    was: 52900,
    weight: 5200,
    picture: 'skis.groomer',
    alt: 'Pair of piste skis with bindings',
  }),
  product({
    slug: 'skarvind-birch',
    name: 'Birch 98 freeride ski',
    brand: 'Skarvind',
    category: hill,
    text: `Wider, with an upturned tip and a tail that lets go. Between trees and in chopped-up snow it stays calm
      where a narrow ski would chatter.

      On ice you have to work for your edge. Bindings are yours to choose: the picture shows a pair,
      the box does not hold one.`,
    attributes: { Waist: '98 mm', Radius: '18 m at 178 cm', Core: 'Birch and paulownia' },
    sku: 'SKA-BIRCH',
    options: { Length: ['170 cm', '178 cm', '186 cm'] },
    price: 59900,
    weight: 3500,
    picture: 'skis.birch@Forest',
    alt: 'Pair of wide freeride skis',
  }),
  product({
    slug: 'skarvind-hollow',
    name: 'Hollow all-mountain snowboard',
    brand: 'Skarvind',
    category: hill,
    text: `A directional twin of medium flex: happy on the piste, willing in the park, quick to come round in the
      trees. The base is sintered and likes wax.

      Shown with bindings, sold without them. Boots from size 46 upwards overhang the edge; ask us for the wide cut.`,
    attributes: { Shape: 'Directional twin', Flex: '5 of 10', Base: 'Sintered' },
    sku: 'SKA-HOLLOW',
    options: { Colour: ['Saffron', 'Navy'], Length: ['150 cm', '155 cm', '159 cm'] },
    without: ['Saffron/159 cm'],
    price: 38900,
    weight: 2900,
    picture: 'snowboard.hollow',
    alt: 'Snowboard with two bindings',
  }),
  product({
    slug: 'skarvind-runner-sledge',
    name: 'Runner sledge',
    brand: 'Skarvind',
    category: hill,
    text: `A plastic tub with steel-edged runners, a rope, and two brakes that children can really reach. Room for one
      adult or two small ones.

      On deep fresh snow it ploughs. Give it a trodden slope, and look where it ends before you start.`,
    attributes: { Material: 'Polyethylene, steel', Length: '95 cm', Load: '90 kg' },
    sku: 'SKA-RUNNER',
    options: { Colour: ['Red', 'Teal'] },
    price: 3900,
    weight: 2700,
    picture: 'sledge.runner',
    alt: 'Plastic sledge with a pull rope',
  }),
  product({
    slug: 'skarvind-lull-jacket',
    name: 'Lull insulated jacket',
    brand: 'Skarvind',
    category: wear,
    text: `Warm without down, and dry within the hour when it has been wet. It goes under a shell on the mountain and
      over a jumper in town.

      Sharp ski edges and thorn hedges cut the thin cloth. A patch in the same colour comes in the pocket.`,
    attributes: { Material: 'Recycled polyamide', Fill: '80 g polyester', Care: 'Machine wash at 30 °C' },
    sku: 'SKA-LULL',
    options: { Colour: ['Plum', 'Slate'], Size: ['S', 'M', 'L', 'XL'] },
    without: ['Plum/XL'],
    price: 14900,
    was: 17900,
    weight: 430,
    picture: 'jacket.lull',
    alt: 'Insulated jacket with a hood',
  }),
  product({
    slug: 'skarvind-squall-jacket',
    name: 'Squall ski jacket',
    brand: 'Skarvind',
    category: wear,
    text: `A waterproof shell with taped seams, a snow skirt that unbuttons, and a sleeve pocket for the lift pass.
      The hood goes over a helmet.

      Uninsulated on purpose, so dress underneath for the day. Wash it now and then: dirt, not washing, ruins a
      membrane.`,
    attributes: { Material: 'Polyester, membrane', 'Water column': '15,000 mm', Fit: 'Roomy' },
    sku: 'SKA-SQUALL',
    options: { Colour: ['Orange', 'Teal'], Size: ['S', 'M', 'L'] },
    without: ['Orange/S'],
    price: 24900,
    weight: 690,
    picture: 'jacket.squall',
    alt: 'Waterproof ski jacket with a hood',
  }),
  product({
    slug: 'skarvind-drift-trousers',
    name: 'Drift ski trousers',
    brand: 'Skarvind',
    category: wear,
    text: `Zips along the thighs let the steam out on the way up, and a gaiter keeps the snow out on the way down. Cut
      with room at the knee.

      The legs are long, to sit over a ski boot. With walking shoes you will tread on them.`,
    attributes: { Material: 'Polyester, membrane', 'Water column': '10,000 mm', Fit: 'Roomy' },
    sku: 'SKA-DRIFT',
    options: { Colour: ['Graphite'], Size: ['S', 'M', 'L'] },
    price: 15900,
    weight: 620,
    picture: 'legs.loose-drift',
    alt: 'Loose ski trousers',
  }),
  product({
    slug: 'skarvind-ember-gloves',
    name: 'Ember ski gloves',
    brand: 'Skarvind',
    category: wear,
    text: `Goatskin palms, a removable wool lining, and a long cuff that closes over the sleeve with one pull. Wrist
      leashes keep them off the floor of the valley.

      The leather is wet-proof only as long as you wax it. For people with cold fingers, mittens are warmer.`,
    attributes: { Material: 'Goat leather, polyamide', Lining: 'Wool blend', Care: 'Wipe and wax' },
    sku: 'SKA-EMBER',
    options: { Colour: ['Black'], Size: ['7', '8', '9', '10'] },
    price: 7900,
    weight: 240,
    picture: 'glove.warm-ember',
    alt: 'Padded ski glove with a long cuff',
  }),
  product({
    slug: 'skarvind-fjord-beanie',
    name: 'Fjord knitted hat',
    brand: 'Skarvind',
    category: wear,
    text: `Knitted in one piece from a wool that is soft on the forehead, with a turn-up you can pull over your ears.
      The pattern comes from a jumper somebody's aunt would not sell us.

      Too thick to go under a helmet. Wash it by hand or it will fit the dog.`,
    attributes: { Material: '100% wool', Care: 'Hand wash, dry flat' },
    sku: 'SKA-FJORD',
    options: { Colour: ['Burgundy', 'Navy', 'Chalk'] },
    price: 2690,
    weight: 85,
    picture: 'beanie.fjord',
    alt: 'Knitted winter hat',
  }),
  product({
    slug: 'skarvind-thin-beanie',
    name: 'Under-helmet hat',
    brand: 'Skarvind',
    category: wear,
    text: `Thin, flat-seamed and stretchy, for under a ski or cycling helmet. It weighs nothing worth mentioning and
      lives in a pocket all winter.

      On its own in a cold wind it is not enough, and it has no turn-up to pull over your ears. For standing about, take
      the Fjord.`,
    attributes: { Material: '60% merino wool, 36% polyester, 4% elastane', Care: 'Machine wash at 30 °C' },
    sku: 'SKA-THIN',
    options: { Colour: ['Black', 'Lime'] },
    price: 1990,
    weight: 35,
    picture: 'beanie.thin-day',
    alt: 'Thin hat to wear under a helmet',
  }),
  product({
    slug: 'skarvind-whiteout',
    name: 'Whiteout snow goggles',
    brand: 'Skarvind',
    category: wear,
    text: `A lens that lifts contrast in flat light, which is when you need goggles most. Foam in three layers, an
      anti-slip strap, and room for most spectacles.

      In full sun it is a shade too bright. A dark spare lens can be ordered, and clips in with a gloved hand.`,
    attributes: { Lens: 'Category S1', Frame: 'Over glasses', Standard: 'ISO 18527-1' },
    sku: 'SKA-WHITE',
    options: { Colour: ['White', 'Black'] },
    price: 6900,
    weight: 140,
    picture: 'snow-goggles.whiteout',
    alt: 'Snow goggles with a tinted lens',
  }),
  product({
    slug: 'skarvind-noon-goggles',
    name: 'Noon snow goggles',
    brand: 'Skarvind',
    category: wear,
    text: `Mirrored and dark, for glaciers and blue days in March. The wide lens leaves you the corners of your eyes.

      When cloud comes in, you will see less than with bare eyes. Take the Whiteout as well, or instead if you own
      only one pair.`,
    attributes: { Lens: 'Category S3, mirrored', Frame: 'Medium to large' },
    sku: 'SKA-NOON',
    options: { Colour: ['Orange', 'Graphite'] },
    price: 8900,
    was: 10900,
    weight: 145,
    picture: 'snow-goggles.noon',
    alt: 'Mirrored snow goggles',
  }),
]

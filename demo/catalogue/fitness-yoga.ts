import { product } from './product.ts'

const strength = 'strength'
const yoga = 'yoga'

export const fitness = [
  product({
    slug: 'ironquay-hex',
    name: 'Hex dumbbell',
    brand: 'Ironquay',
    category: strength,
    text: `Cast iron in a rubber coat, six-sided so that it stays where you put it. The handle is knurled finely; you
      feel it, and your palms survive it.

      Sold singly, and the price is for one. The rubber smells for the first week, so give it a day by an open window.`,
    attributes: { Material: 'Cast iron, rubber, steel', Handle: '32 mm' },
    sku: 'IRO-HEX',
    options: { Weight: ['4 kg', '6 kg', '8 kg', '10 kg', '15 kg'] },
    price: 1490,
    prices: { '6 kg': 1990, '8 kg': 2590, '10 kg': 3190, '15 kg': 4690 },
    weight: 4000,
    weights: { '6 kg': 6000, '8 kg': 8000, '10 kg': 10000, '15 kg': 15000 },
    picture: 'dumbbell.hex@Black',
    alt: 'Black hexagonal dumbbell',
  }),
  product({
    slug: 'ironquay-soft-pair',
    name: 'Vinyl dumbbells, pair',
    brand: 'Ironquay',
    category: strength,
    text: `Small, coloured and warm to the touch, for exercise classes and for shoulders that are on the mend. A flat
      side keeps them from rolling under the sofa.

      Vinyl gets slippery with sweat. Past three kilos you will want knurled steel.`,
    attributes: { Material: 'Cast iron, vinyl', Pack: 'Pair' },
    sku: 'IRO-SOFT',
    options: { Weight: ['1 kg', '2 kg', '3 kg'] },
    price: 990,
    prices: { '2 kg': 1490, '3 kg': 1990 },
    weight: 2000,
    weights: { '2 kg': 4000, '3 kg': 6000 },
    picture: 'dumbbell.soft@Lilac',
    alt: 'Lilac vinyl dumbbell',
  }),
  product({
    slug: 'ironquay-bell',
    name: 'Cast kettlebell',
    brand: 'Ironquay',
    category: strength,
    text: `Poured in one piece, with a handle wide enough for two hands and a powder coat that holds chalk. The
      coloured base tells the weights apart from across the room.

      On tiles it leaves its mark, and so does a tile on it. Put a mat underneath.`,
    attributes: { Material: 'Cast iron', Handle: '35 mm' },
    sku: 'IRO-BELL',
    options: { Weight: ['8 kg', '12 kg', '16 kg', '24 kg'] },
    stock: { '16 kg': 0 },
    price: 3290,
    prices: { '12 kg': 4490, '16 kg': 5690, '24 kg': 7990 },
    weight: 8000,
    weights: { '12 kg': 12000, '16 kg': 16000, '24 kg': 24000 },
    picture: 'kettlebell.bell-day@Graphite',
    alt: 'Cast iron kettlebell',
  }),
  product({
    slug: 'ironquay-loops',
    name: 'Loop bands, set of three',
    brand: 'Ironquay',
    category: strength,
    text: `Three woven loops, light, middling and strong, which do not roll up on the thigh as latex ones do. They fit
      in a coat pocket and through a hotel door handle.

      Woven bands stretch less far. For pull-up help, long rubber loops are what you need.`,
    attributes: { Material: 'Polyester, natural rubber', Care: 'Machine wash at 30 °C', Pack: '3 loops' },
    sku: 'IRO-LOOPS',
    options: { Colour: ['Teal', 'Rose'] },
    price: 1790,
    weight: 190,
    picture: 'bands.loops',
    alt: 'Three stacked loop bands',
  }),
  product({
    slug: 'ironquay-skip',
    name: 'Skip speed rope',
    brand: 'Ironquay',
    category: strength,
    text: `A thin coated cable on ball bearings, shortened with a screw and a pair of pliers. It spins faster than you
      can jump, so the limit will be you.

      Bare shins learn quickly. Beginners and children are happier with a thicker rope.`,
    attributes: { Material: 'Steel cable, aluminium', Length: '3 m, adjustable' },
    sku: 'IRO-SKIP',
    options: { Colour: ['Red', 'Black'] },
    price: 1290,
    weight: 140,
    picture: 'skipping-rope.skip',
    alt: 'Skipping rope with ribbed handles',
  }),
  product({
    slug: 'ironquay-shaker',
    name: 'Gym bottle',
    brand: 'Ironquay',
    category: strength,
    text: `Six hundred millilitres, a wide neck for powder or ice, and a scale on the side that does not wash off. The
      lid closes with a click you can hear.

      It leaks if you overfill it past the line. Everyone does, once.`,
    attributes: { Material: 'Tritan', Volume: '600 ml', Care: 'Dishwasher safe' },
    sku: 'IRO-SHAKER',
    options: { Colour: ['Clear', 'Graphite'] },
    price: 490,
    weight: 120,
    picture: 'bottle.gym-north',
    alt: 'Drinking bottle for the gym',
  }),
  product({
    slug: 'ironquay-root-mat',
    name: 'Root natural rubber mat',
    brand: 'Ironquay',
    category: yoga,
    text: `Four millimetres of natural rubber with a surface that grips more as it gets damp. It lies flat from the
      first day and does not creep on floorboards.

      Rubber smells of rubber for a fortnight, and people with a latex allergy must choose another. At 2.4 kilos, it
      is a mat to leave in place.`,
    attributes: { Material: 'Natural rubber', Size: '183 x 66 cm', Thickness: '4 mm' },
    sku: 'IRO-ROOT',
    options: { Colour: ['Forest', 'Plum', 'Stone'] },
    price: 6900,
    was: 7900,
    weight: 2400,
    picture: 'mat.root',
    alt: 'Rolled yoga mat',
  }),
  product({
    slug: 'ironquay-travel-mat',
    name: 'Fold travel mat',
    brand: 'Ironquay',
    category: yoga,
    text: `Folds like a shirt and goes in a suitcase, or on top of a studio mat you would rather not touch. The upper
      side is soft, the lower one clings.

      A millimetre and a half is no cushion. Knees will ask for a towel.`,
    attributes: { Material: 'Microfibre, natural rubber', Size: '180 x 61 cm', Thickness: '1.5 mm' },
    sku: 'IRO-FOLD',
    options: { Colour: ['Sky', 'Coral'] },
    price: 3900,
    weight: 980,
    picture: 'mat.travel-club',
    alt: 'Thin yoga mat for travelling',
  }),
  product({
    slug: 'ironquay-cork-blocks',
    name: 'Cork blocks, pair',
    brand: 'Ironquay',
    category: yoga,
    text: `Cork is heavy and does not tip, which matters when it is all that stands between you and the floor. The
      edges are rounded for hands and backs.

      They crumble slightly at the corners over the years. Foam is lighter to carry, if less steady.`,
    attributes: { Material: 'Cork', Size: '22 x 12 x 7.5 cm', Pack: 'Pair' },
    sku: 'IRO-CORK',
    price: 2490,
    weight: 1300,
    picture: 'block.cork@Cork',
    alt: 'Two stacked cork blocks',
  }),
  product({
    slug: 'ironquay-furrow',
    name: 'Furrow foam roller',
    brand: 'Ironquay',
    category: yoga,
    text: `A hollow core that keeps its shape and a grooved foam that finds the sore spot. Thirty-three centimetres
      fit into a gym bag.

      Firm is firm: on the first evening go slowly and breathe. It loosens muscle, and does nothing for an injury.`,
    attributes: { Material: 'EVA foam, ABS core', Length: '33 cm', Diameter: '14 cm' },
    sku: 'IRO-FURROW',
    options: { Colour: ['Cobalt', 'Orange'] },
    price: 2290,
    weight: 620,
    picture: 'roller.furrow',
    alt: 'Grooved foam roller',
  }),
  product({
    slug: 'ironquay-still-leggings',
    name: 'Still leggings',
    brand: 'Ironquay',
    category: yoga,
    text: `High at the waist, opaque in every bend, and without a seam where you sit. The cloth is matt and soft like
      cotton, yet dries overnight.

      Rough walls and hook-and-loop closures pull threads from it. Not for running: there is no pocket and little
      hold.`,
    attributes: { Material: '75% polyamide, 25% elastane', Care: 'Machine wash at 30 °C', Fit: 'Close' },
    sku: 'IRO-STILL',
    options: { Colour: ['Slate', 'Black'], Size: ['S', 'M', 'L'] },
    price: 5500,
    weight: 230,
    picture: 'legs.still',
    alt: 'High-waisted leggings',
  }),
]

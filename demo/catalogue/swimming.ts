import { product } from './product.ts'

const wear = 'swimwear'
const equipment = 'swim-equipment'

export const swimming = [
  product({
    slug: 'brackmere-lane-suit',
    name: 'Lane swimsuit',
    brand: 'Brackmere',
    category: wear,
    text: `For people who count lengths. The back is open enough for free shoulders and the straps are wide enough not
      to cut in by the fortieth.

      It is cut for swimming, so it should feel snug on dry land. Rinse it after the pool, and it will outlast two
      suits that were not.`,
    attributes: { Material: '53% polyester, 47% PBT', Care: 'Rinse cold, dry in shade', Lining: 'Front' },
    sku: 'BRA-LANE',
    options: { Colour: ['Navy', 'Teal'], Size: ['36', '38', '40', '42'] },
    without: ['Teal/42'],
    price: 4500,
    weight: 160,
    picture: 'swimsuit.lane',
    alt: 'Swimsuit with open back',
  }),
  product({
    slug: 'brackmere-tide-suit',
    name: 'Tide swimsuit',
    brand: 'Brackmere',
    category: wear,
    text: `A softer suit for lakes, seaside and the sauna corner of the pool, made of yarn that was once fishing net.
      Light support in front, an adjustable strap at the neck.

      Chlorine fades it within a summer of daily training; the Lane suit is made for that.`,
    attributes: { Material: '78% recycled polyamide, 22% elastane', Care: 'Hand wash cold' },
    sku: 'BRA-TIDE',
    options: { Colour: ['Coral'], Size: ['36', '38', '40'] },
    price: 5500,
    was: 6500,
    weight: 170,
    picture: 'swimsuit.tide',
    alt: 'Soft swimsuit for open water',
  }),
  product({
    slug: 'brackmere-jammer',
    name: 'Mile jammers',
    brand: 'Brackmere',
    category: wear,
    text: `Close-fitting to just above the knee, with flat seams and a cord that does not come undone in a tumble
      turn. The cloth gives way a little in the first hour and then stays as it is.

      Order your usual size and resist going smaller: tighter is not faster at this level, only colder.`,
    attributes: { Material: '53% polyester, 47% PBT', Care: 'Rinse cold, dry in shade' },
    sku: 'BRA-MILE',
    options: { Colour: ['Black'], Size: ['S', 'M', 'L', 'XL'] },
    price: 3500,
    weight: 120,
    picture: 'shorts.tight-mile',
    alt: 'Knee-length swim jammers',
  }),
  product({
    slug: 'brackmere-clearwater',
    name: 'Clearwater swim goggles',
    brand: 'Brackmere',
    category: equipment,
    text: `Soft seals, a split strap and a nose bridge in three sizes in the box. The coating keeps mist away for
      about thirty swims, longer if you never wipe the inside.

      The lenses are tinted lightly. Under a low sun outdoors you will squint.`,
    attributes: { Lens: 'Polycarbonate, UV 400', Seal: 'Silicone' },
    sku: 'BRA-CLEAR',
    options: { Colour: ['Sky', 'Black', 'Coral'] },
    price: 1990,
    weight: 60,
    picture: 'swim-goggles.clearwater-north',
    alt: 'Swim goggles with a double strap',
  }),
  product({
    slug: 'brackmere-horizon',
    name: 'Horizon open-water goggles',
    brand: 'Brackmere',
    category: equipment,
    text: `Wider lenses, so that you find the next buoy without lifting your whole head. They seal on the brow bone
      and leave no rings for the rest of the morning.

      Too bulky for racing starts: a dive from the block can shift them.`,
    attributes: { Lens: 'Polycarbonate, mirrored', Seal: 'Silicone' },
    sku: 'BRA-HORIZON',
    options: { Colour: ['Teal', 'Orange'] },
    price: 2990,
    weight: 85,
    picture: 'swim-goggles.horizon-club',
    alt: 'Wide-view goggles for open water',
  }),
  product({
    slug: 'brackmere-smooth-cap',
    name: 'Smooth silicone cap',
    brand: 'Brackmere',
    category: equipment,
    text: `Thick enough not to tear on the first ring or fingernail and bright enough to be seen from a boat. Pull it
      on with wet hands.

      Long or very full hair needs the roomier cut that we do not make yet. Dust it with talc before a long pause.`,
    attributes: { Material: 'Silicone', Size: 'One size, 54-60 cm' },
    sku: 'BRA-SMOOTH',
    options: { Colour: ['Saffron', 'Cobalt', 'White', 'Rose'] },
    stock: { Rose: 0 },
    price: 890,
    weight: 50,
    picture: 'swim-cap.smooth',
    alt: 'Silicone swim cap',
  }),
  product({
    slug: 'brackmere-plank',
    name: 'Plank kickboard',
    brand: 'Brackmere',
    category: equipment,
    text: `Closed-cell foam with a hand hole near the top and a waist to hold it by. It floats a grown swimmer's arms
      high enough to breathe without craning.

      Not a buoyancy aid, and no toy for children who cannot swim. Sun makes the foam brittle, so keep it in the bag.`,
    attributes: { Material: 'EVA foam', Size: '45 x 29 x 4 cm' },
    sku: 'BRA-PLANK',
    options: { Colour: ['Red', 'Teal'] },
    price: 1490,
    weight: 190,
    picture: 'kickboard.plank',
    alt: 'Foam kickboard with a hand hole',
  }),
  product({
    slug: 'brackmere-short-fins',
    name: 'Short training fins',
    brand: 'Brackmere',
    category: equipment,
    text: `Short blades teach a quick, small kick from the hip; long ones would do the work for you. Soft rubber at
      the heel, stiffer towards the tip.

      Ankles that have been still for years will cramp at first. Two lengths, a rest, two lengths.`,
    attributes: { Material: 'Natural rubber', Care: 'Rinse, dry in shade' },
    sku: 'BRA-FINS',
    options: { Size: ['36-38', '39-41', '42-44'] },
    price: 2790,
    weight: 780,
    picture: 'fins.short@Cobalt',
    alt: 'Pair of short blue fins',
  }),
]

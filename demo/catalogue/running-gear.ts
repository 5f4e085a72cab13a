import { product } from './product.ts'

const clothing = 'running-clothing'
const accessories = 'running-accessories'

export const runningGear = [
  product({
    slug: 'ruvane-airway-tee',
    name: 'Airway running T-shirt',
    brand: 'Ruvane',
    category: clothing,
    text: `A knit so open across the back that you can see your hand through it, and a closer one in front where
      modesty and rucksack straps need it. Flat seams, no label at the neck.

      It smells after two hot runs, as polyester does. Wash it cool and without softener, which would close up the
      fabric.`,
    attributes: { Material: '100% recycled polyester', Care: 'Machine wash at 30 °C', Fit: 'Regular' },
    sku: 'RUV-AIRTEE',
    options: { Colour: ['Sun', 'Teal'], Size: ['S', 'M', 'L'] },
    without: ['Sun/L'],
    price: 3500,
    weight: 110,
    picture: 'tshirt.airway',
    alt: 'Light running T-shirt',
  }),
  product({
    slug: 'tarnwood-merino-long',
    name: 'Merino long-sleeved top',
    brand: 'Tarnwood',
    category: clothing,
    text: `Wool for cold mornings, fine enough not to itch and slow enough to smell that you can pack one for a long
      weekend. Thumb loops keep the sleeves where they belong.

      Merino wears thin under pack straps sooner than synthetics do. Moths like it too, so wash it before you put it
      away for summer.`,
    attributes: { Material: '87% merino wool, 13% polyamide', Care: 'Wool wash, dry flat', Fit: 'Close' },
    sku: 'TAR-MERLS',
    options: { Colour: ['Burgundy', 'Slate'], Size: ['S', 'M', 'L', 'XL'] },
    without: ['Burgundy/XL'],
    price: 7900,
    weight: 210,
    picture: 'longsleeve.merino',
    alt: 'Long-sleeved merino top',
  }),
  product({
    slug: 'ruvane-drizzle-jacket',
    name: 'Drizzle running jacket',
    brand: 'Ruvane',
    category: clothing,
    text: `Packs into its own chest pocket, down to the size of an orange, and turns wind and a passing shower. The
      hood has a stiffened brim and a cord at the back, so it moves with your head.

      It is water-repellent, not waterproof. In steady rain you will be damp in half an hour, though still warm as
      long as you keep moving.`,
    attributes: { Material: 'Ripstop polyamide', Care: 'Machine wash at 30 °C', Packed: '12 x 8 cm' },
    sku: 'RUV-DRIZZLE',
    options: { Colour: ['Coral', 'Navy'], Size: ['S', 'M', 'L'] },
    stock: { 'Coral/M': 1 },
    price: 8900,
    was: 10900,
    weight: 140,
    picture: 'jacket.drizzle-day',
    alt: 'Thin hooded running jacket',
  }),
  product({
    slug: 'ruvane-five-inch-shorts',
    name: 'Five Inch running shorts',
    brand: 'Ruvane',
    category: clothing,
    text: `Side-split shorts with a soft liner brief and a zipped pocket in the small of the back that really holds a
      phone without swinging. The waistband is wide and does not roll.

      They are short. Anyone who prefers cover to the knee will be looking at the tights.`,
    attributes: { Material: '90% polyester, 10% elastane', Inseam: '13 cm', Care: 'Machine wash at 30 °C' },
    sku: 'RUV-FIVE',
    options: { Colour: ['Black', 'Cobalt'], Size: ['S', 'M', 'L'] },
    price: 3900,
    weight: 120,
    picture: 'shorts.five-inch',
    alt: 'Short running shorts with drawcord',
  }),
  product({
    slug: 'ruvane-frost-tights',
    name: 'Frost running tights',
    brand: 'Ruvane',
    category: clothing,
    text: `Brushed inside, smooth outside, with a reflective detail at the calf that drivers see from behind. Two
      pockets on the thighs swallow gloves or gels.

      Comfortable from about minus five to eight degrees. Above that you will be carrying the heat around with you.`,
    attributes: { Material: '78% polyester, 22% elastane', Care: 'Machine wash at 30 °C', Fit: 'Close' },
    sku: 'RUV-FROST',
    options: { Colour: ['Black'], Size: ['S', 'M', 'L'] },
    price: 6500,
    weight: 250,
    picture: 'legs.frost',
    alt: 'Close-fitting winter running tights',
  }),
  product({
    slug: 'ruvane-race-singlet',
    name: 'Race singlet',
    brand: 'Ruvane',
    category: clothing,
    text: `Cut wide at the arms for nothing to rub on, and light enough that a race number is the heaviest thing on
      it. Four small holes are already there for the pins.

      The cloth clings and shows through a little when it is wet. On a cold, rainy start line, wear a
      T-shirt beneath it.`,
    attributes: { Material: '100% polyester', Care: 'Machine wash at 30 °C', Fit: 'Close' },
    sku: 'RUV-SINGLET',
    options: { Colour: ['Orange'], Size: ['S', 'M', 'L'] },
    price: 2900,
    weight: 70,
    picture: 'singlet.race',
    alt: 'Sleeveless racing top',
  }),
  product({
    slug: 'ruvane-crew-socks',
    name: 'Crew running socks, two pairs',
    brand: 'Ruvane',
    category: accessories,
    text: `Padded under the heel and ball, thin over the instep, with a left and a right one. The toe seam is linked
      by hand, so there is no ridge for a blister to start from.

      If your shoes already fit snugly, the padding may be one layer too many; try them with an older, wider pair.`,
    attributes: { Material: '58% cotton, 40% polyamide, 2% elastane', Care: 'Machine wash at 40 °C', Pack: '2 pairs' },
    sku: 'RUV-CREW',
    options: { Colour: ['Chalk', 'Black'], Size: ['36-39', '40-43', '44-47'] },
    price: 1690,
    weight: 90,
    picture: 'socks.crew',
    alt: 'Two ankle-high running socks',
  }),
  product({
    slug: 'ruvane-mesh-cap',
    name: 'Mesh running cap',
    brand: 'Ruvane',
    category: accessories,
    text: `Keeps sun and drizzle off your face and folds flat in a back pocket. The dark underside of the peak cuts
      glare from wet roads.

      One size, adjusted with a small clip. Heads above 61 centimetres will find it sits high.`,
    attributes: { Material: 'Recycled polyester', Care: 'Hand wash', Circumference: '54-61 cm' },
    sku: 'RUV-CAP',
    options: { Colour: ['Sand', 'Cobalt'] },
    price: 2200,
    weight: 55,
    picture: 'cap.mesh',
    alt: 'Soft running cap with a curved peak',
  }),
  product({
    slug: 'ruvane-pocket-belt',
    name: 'Pocket running belt',
    brand: 'Ruvane',
    category: accessories,
    text: `One stretch pocket for a phone, a key clip inside it, and an elastic band that grips instead of bouncing.
      You will forget it is there until the phone rings.

      A soft flask is too heavy for it and drags the band down. For water, see the Switchback vest.`,
    attributes: { Material: 'Polyamide, elastane', Volume: '0.8 l', Waist: '65-105 cm' },
    sku: 'RUV-BELT',
    options: { Colour: ['Black', 'Orange'] },
    price: 1990,
    weight: 80,
    picture: 'belt.pocket',
    alt: 'Narrow running belt with a zipped pocket',
  }),
  product({
    slug: 'tarnwood-switchback-vest',
    name: 'Switchback 6 running vest',
    brand: 'Tarnwood',
    category: accessories,
    text: `Room for a jacket, some food and two half-litre flasks, which come with it. It wraps rather than hangs, so
      six litres on your back hardly move on a descent.

      Measure your chest before ordering, because the fit is the whole of it. Trekking poles fit behind only when
      folded.`,
    attributes: { Material: 'Stretch mesh, ripstop', Volume: '6 l', Flasks: '2 x 500 ml, included' },
    sku: 'TAR-SWITCH',
    options: { Colour: ['Saffron', 'Slate'], Size: ['S/M', 'L/XL'] },
    price: 9900,
    weight: 260,
    picture: 'vest.switchback',
    alt: 'Running vest with two flasks at the chest',
  }),
  product({
    slug: 'tarnwood-owl-headlamp',
    name: 'Owl 400 headlamp',
    brand: 'Tarnwood',
    category: accessories,
    text: `A wide beam for the path at your feet and a narrow one for the next bend, at the press of one button that
      you can find with gloves on. It charges over USB-C in two hours.

      Four hundred lumens last ninety minutes; at a sensible 120 you get six hours. In deep cold, count on a third
      less.`,
    attributes: { Brightness: '400 lm', Battery: '1,800 mAh, USB-C', Protection: 'IPX5' },
    sku: 'TAR-OWL400',
    price: 4900,
    weight: 96,
    picture: 'headlamp.owl@Orange',
    alt: 'Headlamp with two lenses',
  }),
  product({
    slug: 'ruvane-lap-watch',
    name: 'Lap GPS watch',
    brand: 'Ruvane',
    category: accessories,
    text: `Pace, distance, laps and heart rate on a screen that you can read in sunlight, and twenty hours of GPS on
      one charge. Your runs export as ordinary files, without an account.

      It does not play music, pay for coffee or show messages. The heart-rate reading at the wrist lags in hard
      intervals, so use a chest strap if you train by it.`,
    attributes: { Battery: '20 h with GPS, 12 days without', Screen: '32 mm, reflective', Protection: '5 ATM' },
    sku: 'RUV-LAP',
    options: { Colour: ['Black', 'Teal', 'Coral'] },
    price: 19900,
    was: 22900,
    weight: 49,
    picture: 'watch.lap',
    alt: 'Sports watch with a silicone strap',
  }),
]

import { product } from './product.ts'

const tennis = 'tennis-padel'
const hall = 'badminton-table-tennis'

export const racketSports = [
  product({
    slug: 'lobvar-rally',
    name: 'Rally 100 tennis racket',
    brand: 'Lobvar',
    category: tennis,
    text: `A hundred square inches, 285 grams, and a balance that helps a swing along without taking it over. It suits
      club players who are tired of aluminium.

      Strung at 23 kilos with a plain synthetic string. Hard hitters will want a restring, and soon a heavier frame.`,
    attributes: { Head: '645 cm²', Weight: '285 g unstrung', Material: 'Graphite' },
    sku: 'LOB-RALLY',
    options: { Colour: ['Cobalt', 'Red'], Grip: ['L1', 'L2', 'L3'] },
    without: ['Red/L1'],
    price: 12900,
    was: 14900,
    weight: 302,
    picture: 'tennis-racket.rally',
    alt: 'Strung tennis racket',
  }),
  product({
    slug: 'lobvar-junior',
    name: 'Sprout junior tennis racket',
    brand: 'Lobvar',
    category: tennis,
    text: `Shorter, lighter, and with a grip that a seven-year-old can close a hand around. Made of aluminium, because
      it will be dropped.

      Choose by height: 21 inches to 120 centimetres, 23 to 130, 25 to 145. Too long a racket teaches bad habits.`,
    attributes: { Material: 'Aluminium', Strung: 'Yes' },
    sku: 'LOB-SPROUT',
    options: { Length: ['21 inch', '23 inch', '25 inch'] },
    price: 2990,
    weight: 220,
    picture: 'tennis-racket.sprout-club@Saffron',
    alt: 'Small yellow tennis racket for children',
  }),
  product({
    slug: 'lobvar-felt',
    name: 'Felt tennis balls',
    brand: 'Lobvar',
    category: tennis,
    text: `Pressurised balls with a woven felt that stands up to clay. They play well for three or four sets, and pass
      an honest retirement with the dog.

      Once opened, they go soft in about a month, played or not.`,
    attributes: { Type: 'Pressurised', Surface: 'Clay, hard court' },
    sku: 'LOB-FELT',
    options: { Pack: ['3 balls', '4 balls', '12 balls'] },
    price: 690,
    prices: { '4 balls': 890, '12 balls': 2390 },
    weight: 190,
    weights: { '4 balls': 250, '12 balls': 760 },
    picture: 'tennis-balls.felt@Lime',
    alt: 'Three yellow tennis balls',
  }),
  product({
    slug: 'lobvar-glasshouse',
    name: 'Glasshouse padel racket',
    brand: 'Lobvar',
    category: tennis,
    text: `A round head with the sweet spot in the middle, and a soft core that sends the ball back even off a tired
      arm. If you have just caught the padel bug, this is a safe start.

      Smashes lack bite compared with a diamond shape. The frame tape will look worn after ten meetings with the
      glass.`,
    attributes: { Shape: 'Round', Material: 'Fibreglass, soft EVA', Weight: '360 g' },
    sku: 'LOB-GLASS',
    options: { Colour: ['Teal', 'Black'] },
    price: 8900,
    weight: 360,
    picture: 'padel-racket.glasshouse',
    alt: 'Padel racket with drilled face',
  }),
  product({
    slug: 'lobvar-corner',
    name: 'Corner padel racket',
    brand: 'Lobvar',
    category: tennis,
    text: `Carbon faces over a harder core, for players who finish points at the net. The balance sits a centimetre
      higher than on the Glasshouse.

      You have to hit it cleanly, and your elbow will report it when you do not.`,
    attributes: { Shape: 'Teardrop', Material: 'Carbon, medium EVA', Weight: '368 g' },
    sku: 'LOB-CORNER',
    options: { Colour: ['Navy', 'Brick'] },
    stock: { Brick: 0 },
    price: 17900,
    weight: 368,
    picture: 'padel-racket.corner',
    alt: 'Teardrop-shaped padel racket',
  }),
  product({
    slug: 'lobvar-carry',
    name: 'Carry racket backpack',
    brand: 'Lobvar',
    category: tennis,
    text: `Two tennis or three padel rackets in the back, shoes in a ventilated part below, a shirt and a towel in
      front. The handles stay inside, out of the rain.

      As a day bag for work it is an odd shape. Full-size rackets stick out by a hand's width in the zip corner.`,
    attributes: { Volume: '28 l', Material: 'Recycled polyester' },
    sku: 'LOB-CARRY',
    options: { Colour: ['Graphite', 'Sand'] },
    price: 5900,
    weight: 860,
    picture: 'racket-bag.carry',
    alt: 'Backpack for rackets',
  }),
  product({
    slug: 'lobvar-flick',
    name: 'Flick badminton racket',
    brand: 'Lobvar',
    category: hall,
    text: `Eighty-five grams, a flexible shaft and an even balance: it does the whipping for players whose wrist does
      not yet. Strung and covered.

      At higher string tension the frame protests, so eleven kilos is the limit. Garden play shortens its life, gravel
      ends it.`,
    attributes: { Weight: '85 g', Material: 'Graphite', Balance: 'Even' },
    sku: 'LOB-FLICK',
    options: { Colour: ['Red', 'Sky'] },
    price: 4900,
    weight: 85,
    picture: 'badminton-racket.flick',
    alt: 'Slender badminton racket',
  }),
  product({
    slug: 'lobvar-garden-set',
    name: 'Garden badminton set',
    brand: 'Lobvar',
    category: hall,
    text: `Two sturdy steel rackets in a bag, with two shuttlecocks, for the lawn and the campsite. Light wind is part
      of the game.

      Anyone who plays in a club will find them heavy. For them there is the Flick;
      on grass these are the better choice.`,
    attributes: { Material: 'Steel', Contents: '2 rackets, 2 shuttlecocks, bag' },
    sku: 'LOB-GARDEN',
    price: 2490,
    was: 2990,
    weight: 520,
    picture: 'badminton-racket.garden-north@Forest',
    alt: 'Garden badminton racket, one of two',
  }),
  product({
    slug: 'lobvar-feather',
    name: 'Feather shuttlecocks, six',
    brand: 'Lobvar',
    category: hall,
    text: `Goose feathers on natural cork, sorted by weight so that all six in a tube fly alike. They slow down at the
      end of their flight as nylon never quite does.

      A hard game uses up two or three. Steam the tube briefly and they last longer.`,
    attributes: { Material: 'Goose feather, cork', Speed: '77', Pack: '6 pieces' },
    sku: 'LOB-FEATHER',
    price: 1690,
    weight: 70,
    picture: 'shuttlecock.feather@White',
    alt: 'White feather shuttlecock',
  }),
  product({
    slug: 'lobvar-spin-bat',
    name: 'Spin table tennis bat',
    brand: 'Lobvar',
    category: hall,
    text: `Two millimetres of sponge under a tacky rubber, on five plies of wood: enough spin to surprise your
      brother-in-law and enough control to keep the ball on the table.

      Wipe the rubber and keep it covered. Dust takes the spin away faster than play does.`,
    attributes: { Blade: '5-ply wood', Sponge: '2.0 mm', Handle: 'Flared' },
    sku: 'LOB-SPIN',
    options: { Colour: ['Red', 'Black'] },
    price: 3490,
    weight: 175,
    picture: 'table-tennis-bat.spin',
    alt: 'Table tennis bat with a ball',
  }),
  product({
    slug: 'lobvar-park-bat',
    name: 'Park table tennis bat',
    brand: 'Lobvar',
    category: hall,
    text: `A plastic bat that can lie in the rain by a concrete table and be none the worse. The surface is textured
      and gives a little spin.

      Indoors, against a proper bat, you will be defending all evening and
      losing most of it.`,
    attributes: { Material: 'Composite', Use: 'Outdoor' },
    sku: 'LOB-PARK',
    options: { Colour: ['Cobalt', 'Orange'] },
    price: 1290,
    weight: 190,
    picture: 'table-tennis-bat.park-club',
    alt: 'Weatherproof table tennis bat',
  }),
  product({
    slug: 'lobvar-forty-balls',
    name: 'Forty table tennis balls',
    brand: 'Lobvar',
    category: hall,
    text: `Seamed plastic balls of 40 millimetres, round enough for training and cheap enough to step on. Packs of six
      for the living room, of seventy-two for the club.

      For league matches you need three-star balls. These have one, and say so.`,
    attributes: { Material: 'ABS', Diameter: '40+ mm', Quality: 'One star' },
    sku: 'LOB-FORTY',
    options: { Colour: ['White', 'Orange'], Pack: ['6 balls', '72 balls'] },
    without: ['Orange/72 balls'],
    price: 490,
    prices: { '72 balls': 2990 },
    weight: 20,
    weights: { '72 balls': 230 },
    picture: 'table-tennis-balls.forty',
    alt: 'Three table tennis balls with a star',
  }),
]

import { product } from './product.ts'

const road = 'road-running-shoes'
const trail = 'trail-running-shoes'

export const runningShoes = [
  product({
    slug: 'ruvane-daily',
    name: 'Daily running shoe',
    brand: 'Ruvane',
    category: road,
    text: `The shoe for most of your week: easy runs, the odd longer one on Sunday, and the walk to the bakery
      afterwards. The foam is on the firm side of soft, so it still feels like something after forty minutes.

      The toe box is roomy and the heel is held without a hard plastic cup. If you want to race in it, you will find
      it half a shoe too heavy; the Tempo is the one to look at.`,
    attributes: { Drop: '8 mm', 'Stack height': '34 / 26 mm', Upper: 'Recycled polyester mesh', Surface: 'Road' },
    sku: 'RUV-DAILY',
    options: { Colour: ['Cobalt', 'Black', 'Coral'], Size: ['40', '41', '42', '43', '44'] },
    without: ['Coral/43', 'Coral/44'],
    stock: { 'Black/42': 2, 'Coral/40': 0 },
    price: 11900,
    weight: 560,
    picture: 'road-shoe.daily',
    alt: 'Cushioned running shoe seen from the side',
  }),
  product({
    slug: 'ruvane-tempo',
    name: 'Tempo running shoe',
    brand: 'Ruvane',
    category: road,
    text: `Light, low and quick to turn over. We made it for intervals and for races up to a half marathon, and left
      out everything that did not help with that.

      There is little rubber under the midfoot, so expect 400 to 500 kilometres rather than 800. Heavier runners and
      anyone with touchy calves should keep it for the fast days.`,
    attributes: { Drop: '6 mm', 'Stack height': '30 / 24 mm', Upper: 'Single-layer mesh', Surface: 'Road, track' },
    sku: 'RUV-TEMPO',
    options: { Colour: ['Lime', 'White'], Size: ['41', '42', '43', '44'] },
    without: ['White/44'],
    price: 14900,
    was: 16900,
    weight: 410,
    picture: 'road-shoe.tempo-hill',
    alt: 'Slim racing shoe with a low sole',
  }),
  product({
    slug: 'ruvane-longhaul',
    name: 'Longhaul running shoe',
    brand: 'Ruvane',
    category: road,
    text: `A high, soft platform for long runs and for legs that are tired from the day before. The rocker shape under
      the toes rolls you forward, which some people love at once and others need a fortnight to get used to.

      It corners like a removal van. On twisty park paths or wet cobbles a lower shoe is the safer choice.`,
    attributes: { Drop: '8 mm', 'Stack height': '40 / 32 mm', Upper: 'Knit', Surface: 'Road' },
    sku: 'RUV-LONGHAUL',
    options: { Colour: ['Teal', 'Sand'], Size: ['39', '41', '42', '43'] },
    without: ['Sand/43'],
    price: 15900,
    weight: 600,
    picture: 'road-shoe.longhaul',
    alt: 'Running shoe with a tall, rockered sole',
  }),
  product({
    slug: 'ruvane-steady',
    name: 'Steady stability running shoe',
    brand: 'Ruvane',
    category: road,
    text: `If your ankles roll inwards when you tire, the raised foam walls on either side of this heel remind them
      not to. Nothing hard sits under the arch, so it does not push back when you are running well.

      Runners with a neutral gait gain nothing from it and carry thirty grams more. Not sure which you are? A worn
      inner edge on your old heels is a fair hint.`,
    attributes: { Drop: '10 mm', 'Stack height': '36 / 26 mm', Upper: 'Engineered mesh', Surface: 'Road' },
    sku: 'RUV-STEADY',
    options: { Colour: ['Navy', 'Plum'], Size: ['40', '42', '43', '45'] },
    without: ['Plum/43', 'Plum/45'],
    price: 13900,
    weight: 620,
    picture: 'road-shoe.steady-one',
    alt: 'Supportive running shoe with a broad heel',
  }),
  product({
    slug: 'ruvane-first',
    name: 'First running shoe for children',
    brand: 'Ruvane',
    category: road,
    text: `One strong strap would be easier, but children asked for laces like the grown-ups', so it has elastic ones
      that never need tying. The sole bends where a small foot bends.

      They wash at 30 degrees in a pillow case. The white foam will not stay white beyond the first puddle, and we
      think that is as it should be.`,
    attributes: { Drop: '4 mm', Upper: 'Polyester mesh', Surface: 'Road, playground', Care: 'Machine wash at 30 °C' },
    sku: 'RUV-FIRST',
    options: { Colour: ['Sky', 'Rose'], Size: ['31', '33', '35'] },
    without: ['Rose/35'],
    price: 4900,
    weight: 320,
    picture: 'road-shoe.first-dusk',
    alt: 'Small running shoe for a child',
  }),
  product({
    slug: 'tarnwood-barely',
    name: 'Barely minimal running shoe',
    brand: 'Tarnwood',
    category: road,
    text: `Eleven millimetres of rubber and foam, and no drop at all. You feel gravel, drain covers and the paint of
      the zebra crossing; that is the point of it.

      Please start with one or two kilometres a week. Going straight to your usual distance is the surest way to a
      sore Achilles tendon, and no return policy mends that.`,
    attributes: { Drop: '0 mm', 'Stack height': '11 mm', Upper: 'Hemp and cotton', Surface: 'Road, track' },
    sku: 'TAR-BARELY',
    options: { Size: ['38', '40', '41', '42', '44'] },
    stock: { 41: 1 },
    price: 8900,
    weight: 300,
    picture: 'road-shoe.barely-moor@Stone',
    alt: 'Thin-soled shoe in undyed stone cloth',
  }),
  product({
    slug: 'ruvane-carbon-mile',
    name: 'Carbon Mile racing shoe',
    brand: 'Ruvane',
    category: road,
    text: `A curved carbon plate between two layers of springy foam, for the marathon you have trained a year for. At
      speeds slower than about five and a half minutes a kilometre the plate does very little for you.

      The foam is at its liveliest for roughly 250 kilometres. We would rather say so here than have you find out at
      the start line of the second race.`,
    attributes: {
      Drop: '8 mm',
      'Stack height': '39 / 31 mm',
      Upper: 'Woven film',
      Plate: 'Carbon fibre',
      Surface: 'Road',
    },
    sku: 'RUV-CMILE',
    options: { Colour: ['Orange', 'Ice'], Size: ['41', '42', '43', '44'] },
    without: ['Ice/44'],
    stock: { 'Orange/41': 0, 'Orange/44': 0 },
    price: 23900,
    weight: 390,
    picture: 'road-shoe.carbon-mile',
    alt: 'Racing shoe with a thick sole and thin upper',
  }),
  product({
    slug: 'ruvane-puddle',
    name: 'Puddle waterproof running shoe',
    brand: 'Ruvane',
    category: road,
    text: `The Daily with a membrane sewn in and a reflective heel, for the half of the year when it rains. Water
      stays out up to the ankle, and over the ankle no shoe can help.

      What keeps rain out also keeps warmth in: above fifteen degrees your feet will be happier in mesh. Dry it with
      newspaper, never on the radiator.`,
    attributes: { Drop: '8 mm', 'Stack height': '34 / 26 mm', Upper: 'Mesh with membrane', Surface: 'Road' },
    sku: 'RUV-PUDDLE',
    options: { Colour: ['Graphite'], Size: ['40', '42', '43', '44'] },
    price: 13900,
    was: 15900,
    weight: 610,
    picture: 'road-shoe.puddle',
    alt: 'Closed running shoe for wet weather',
  }),
  product({
    slug: 'tarnwood-scree',
    name: 'Scree trail running shoe',
    brand: 'Tarnwood',
    category: trail,
    text: `Five-millimetre lugs and a rubber bumper over the toes, for mountain paths where you look at your feet more
      than at the view. A thin plate under the ball of the foot takes the sting out of sharp stones.

      On tarmac the lugs hum and wear down quickly. If more than a third of your route is road, take the Lane instead.`,
    attributes: { Drop: '6 mm', Lugs: '5 mm', Upper: 'Ripstop mesh', Surface: 'Rock, loose stone' },
    sku: 'TAR-SCREE',
    options: { Colour: ['Saffron', 'Slate'], Size: ['39', '41', '42', '43'] },
    without: ['Slate/39'],
    price: 13500,
    weight: 620,
    picture: 'trail-shoe.scree',
    alt: 'Rugged trail shoe with a toe bumper',
  }),
  product({
    slug: 'tarnwood-lane',
    name: 'Lane road-to-trail running shoe',
    brand: 'Tarnwood',
    category: trail,
    text: `From the front door along the street, over the bridge and into the woods, without regretting the shoes on
      any of it. The lugs are shallow and close together, and the foam is as soft as that of a road shoe.

      Deep mud packs into the tread and stays there. For a wet November fell you want something with gaps.`,
    attributes: { Drop: '8 mm', Lugs: '3 mm', Upper: 'Recycled mesh', Surface: 'Road, gravel, forest path' },
    sku: 'TAR-LANE',
    options: { Colour: ['Moss', 'Brick', 'Black'], Size: ['40', '42', '43'] },
    without: ['Brick/43', 'Black/40'],
    price: 11500,
    weight: 580,
    picture: 'trail-shoe.lane',
    alt: 'Trail shoe with a shallow tread',
  }),
  product({
    slug: 'tarnwood-mudlark',
    name: 'Mudlark trail running shoe',
    brand: 'Tarnwood',
    category: trail,
    text: `Eight-millimetre studs, set wide so that they shed mud on the next stride. The upper drains through four
      small eyelets and holds next to no water.

      It fits close, like a football boot; between two sizes, choose the larger. There is not much foam, and your
      knees will tell you so after an hour on hard ground.`,
    attributes: { Drop: '4 mm', Lugs: '8 mm', Upper: 'Coated mesh', Surface: 'Mud, wet grass' },
    sku: 'TAR-MUDLARK',
    options: { Colour: ['Red'], Size: ['39', '40', '42', '44'] },
    price: 12500,
    was: 13900,
    weight: 540,
    picture: 'trail-shoe.mudlark-late',
    alt: 'Close-fitting fell shoe with deep studs',
  }),
  product({
    slug: 'tarnwood-ultra',
    name: 'Overnight ultra trail shoe',
    brand: 'Tarnwood',
    category: trail,
    text: `Built for the second half of a very long day. The toe box is wide enough for feet that have swollen by a
      size, and the tongue is gusseted so that grit stays outside.

      Loops at heel and laces take most gaiters. Short, steep races are not its game: the soft platform is vague on
      off-camber ground.`,
    attributes: {
      Drop: '5 mm',
      Lugs: '4 mm',
      'Stack height': '36 / 31 mm',
      Upper: 'Abrasion-resistant mesh',
      Surface: 'Trail',
    },
    sku: 'TAR-ULTRA',
    options: { Colour: ['Lilac', 'Graphite'], Size: ['41', '43', '44'] },
    stock: { 'Lilac/44': 3 },
    price: 16500,
    weight: 640,
    picture: 'trail-shoe.overnight',
    alt: 'Wide trail shoe with thick cushioning',
  }),
]

import { product } from './product.ts'

export const football = [
  product({
    slug: 'pitchmoor-winger',
    name: 'Winger firm-ground boot',
    brand: 'Pitchmoor',
    category: 'football-boots',
    text: `A light boot with bladed studs for dry natural grass, made for people who turn quickly and shoot from
      outside the box. The ribbed print on the instep helps a little in the wet.

      Narrow at the midfoot. On artificial grass the blades catch, which is hard on knees and voids the guarantee.`,
    attributes: { Ground: 'Firm natural grass', Upper: 'Synthetic microfibre', Fit: 'Narrow' },
    sku: 'PIT-WINGER',
    options: { Colour: ['Lime', 'Red'], Size: ['40', '41', '42', '43', '44'] },
    without: ['Lime/44'],
    price: 9900,
    weight: 430,
    picture: 'football-boot.winger',
    alt: 'Light football boot with bladed studs',
  }),
  product({
    slug: 'pitchmoor-anchor',
    name: 'Anchor leather boot',
    brand: 'Pitchmoor',
    category: 'football-boots',
    text: `Soft calf leather that takes the shape of your foot in about three matches. Conical studs, a broad last and
      a padded tongue, as defenders have always liked it.

      Leather wants work: brush it, stuff it with paper, grease it twice a season. Leave it wet in the bag and it
      cracks.`,
    attributes: { Ground: 'Firm natural grass', Upper: 'Calf leather', Fit: 'Wide' },
    sku: 'PIT-ANCHOR',
    options: { Size: ['41', '42', '43', '44', '45'] },
    stock: { 45: 0 },
    price: 13900,
    weight: 560,
    picture: 'football-boot.anchor-moor@Black',
    alt: 'Black leather football boot',
  }),
  product({
    slug: 'pitchmoor-cage',
    name: 'Cage boot for artificial grass',
    brand: 'Pitchmoor',
    category: 'football-boots',
    text: `Many short studs spread the load over a hard artificial pitch, and the knitted cuff keeps the rubber crumbs
      out. Children's sizes have the same sole as the adult ones.

      On a soaked natural pitch there is nothing to dig in with. You will slide.`,
    attributes: { Ground: 'Artificial grass', Upper: 'Knit and synthetic', Fit: 'Regular' },
    sku: 'PIT-CAGE',
    options: { Colour: ['Cobalt', 'White'], Size: ['35', '39', '41', '43'] },
    without: ['White/35'],
    price: 6900,
    was: 7900,
    weight: 400,
    picture: 'football-boot.cage-fen',
    alt: 'Football boot with short studs',
  }),
  product({
    slug: 'pitchmoor-league-ball',
    name: 'League match football',
    brand: 'Pitchmoor',
    category: 'balls',
    text: `Thermally bonded, so there are no stitches to soak up water and the weight is the same in the ninetieth
      minute. It flies straight and has a soft first touch.

      Kept for grass, it lasts two seasons; on asphalt, a fortnight. For the car park take the Street ball.`,
    attributes: { Material: 'Polyurethane, butyl bladder', Construction: 'Bonded', Use: 'Match' },
    sku: 'PIT-LEAGUE',
    options: { Size: ['4', '5'] },
    price: 4900,
    weight: 430,
    weights: { 4: 370 },
    picture: 'football.league@White',
    alt: 'White match football with coloured panels',
  }),
  product({
    slug: 'pitchmoor-street-ball',
    name: 'Street football',
    brand: 'Pitchmoor',
    category: 'balls',
    text: `A thick rubber cover over a stitched ball, with slightly less bounce, so that it stays with you on
      concrete. The print wears off long before the ball does.

      Heading it is no pleasure. It is meant for feet, walls and garage doors.`,
    attributes: { Material: 'Rubber, polyester lining', Construction: 'Machine stitched', Use: 'Hard ground' },
    sku: 'PIT-STREET',
    options: { Colour: ['Sun', 'Graphite'] },
    price: 1990,
    weight: 440,
    picture: 'football.street',
    alt: 'Hard-wearing football for the street',
  }),
  product({
    slug: 'pitchmoor-rim-basketball',
    name: 'Rim basketball',
    brand: 'Pitchmoor',
    category: 'balls',
    text: `Deep channels and a pebbled cover that grips from the first day, outdoors as well as in a hall. Size 7 is
      the usual one for men, 6 for women, 5 for children up to about twelve.

      It arrives half inflated and needs a needle adapter, which is not included. A composite cover like this one is
      firmer in the hand than leather.`,
    attributes: { Material: 'Composite leather', Use: 'Indoor and outdoor' },
    sku: 'PIT-RIM',
    options: { Size: ['5', '6', '7'] },
    price: 2790,
    weight: 600,
    weights: { 5: 480, 6: 550 },
    picture: 'basketball.rim@Orange',
    alt: 'Orange basketball with dark channels',
  }),
  product({
    slug: 'pitchmoor-dune-volleyball',
    name: 'Dune beach volleyball',
    brand: 'Pitchmoor',
    category: 'balls',
    text: `Stitched, soft and a touch larger than a hall ball, with a cover that sheds sand and salt water. Bright
      enough to find again in the dunes.

      Wind moves it less than cheaper balls, but it does move it. Indoors it feels slow.`,
    attributes: { Material: 'Synthetic leather', Circumference: '67 cm', Use: 'Beach' },
    sku: 'PIT-DUNE',
    options: { Colour: ['White / Saffron', 'Sky / Coral'] },
    price: 2490,
    weight: 270,
    picture: 'volleyball.dune',
    alt: 'Beach volleyball with curved panels',
  }),
  product({
    slug: 'pitchmoor-home-shirt',
    name: 'Home football shirt',
    brand: 'Pitchmoor',
    category: 'team-kit',
    text: `A plain, well-cut shirt for teams that have not got a sponsor yet. The back is left free for a name and
      number, and heat-pressed letters hold on it.

      Colours are dyed in batches. Order the whole squad at once, because next spring's red may be a shade off.`,
    attributes: { Material: '100% recycled polyester', Care: 'Machine wash at 40 °C', Fit: 'Regular' },
    sku: 'PIT-HOME',
    options: { Colour: ['Red', 'Sky'], Size: ['S', 'M', 'L', 'XL'] },
    without: ['Sky/S'],
    price: 2490,
    weight: 150,
    picture: 'tshirt.home-field',
    alt: 'Short-sleeved football shirt',
  }),
  product({
    slug: 'pitchmoor-match-shorts',
    name: 'Match shorts',
    brand: 'Pitchmoor',
    category: 'team-kit',
    text: `Knee-length, light and without a liner, to wear over whatever you prefer underneath. The cord runs outside
      the elastic, so it cannot vanish into the waistband in the wash.

      There are no pockets; referees do not like them and neither do goalkeepers who fall on keys.`,
    attributes: { Material: '100% polyester', Care: 'Machine wash at 40 °C', Fit: 'Loose' },
    sku: 'PIT-SHORTS',
    options: { Colour: ['White'], Size: ['S', 'M', 'L'] },
    price: 1790,
    weight: 130,
    picture: 'shorts.match',
    alt: 'Loose football shorts',
  }),
  product({
    slug: 'pitchmoor-knee-socks',
    name: 'Knee-high football socks',
    brand: 'Pitchmoor',
    category: 'team-kit',
    text: `Long enough to fold once over a shin guard and tight enough to hold it there without tape. Foot and heel
      are terry, the leg is thin.

      New socks shed lint for the first two washes. Keep them away from white shirts until then.`,
    attributes: { Material: '80% polyamide, 15% cotton, 5% elastane', Care: 'Machine wash at 40 °C' },
    sku: 'PIT-KNEE',
    options: { Colour: ['Red'], Size: ['35-38', '39-42', '43-46'] },
    price: 990,
    weight: 95,
    picture: 'socks.knee-high',
    alt: 'Long football socks',
  }),
  product({
    slug: 'pitchmoor-shell-guards',
    name: 'Shell shin guards',
    brand: 'Pitchmoor',
    category: 'team-kit',
    text: `A hard shell on soft foam, curved to left and right leg, with sleeves to hold them included. Light enough
      that you stop noticing them after the warm-up.

      Choose by height, as the inside label shows. Guards that are too long press on the ankle when you sprint.`,
    attributes: { Material: 'Polypropylene, EVA foam', Standard: 'EN 13061' },
    sku: 'PIT-SHELL',
    options: { Size: ['XS', 'S', 'M', 'L'] },
    price: 1490,
    weight: 180,
    picture: 'shin-guards.shell@White',
    alt: 'Pair of white shin guards',
  }),
]

import { product } from './product.ts'

const boots = 'hiking-boots'

export const hiking = [
  product({
    slug: 'tarnwood-fellside',
    name: 'Fellside hiking boot',
    brand: 'Tarnwood',
    category: boots,
    text: `Nubuck over a membrane, with a sole stiff enough for stony paths and soft enough for the drive home. It
      needs about three short walks before the first long one.

      You can resole it twice, and we do that for a fixed price. Crampons do not fit; it bends too much.`,
    attributes: { Material: 'Nubuck leather, membrane', Sole: 'Resoleable rubber', Height: 'Mid' },
    sku: 'TAR-FELL',
    options: { Colour: ['Brown', 'Slate'], Size: ['40', '41', '42', '43'] },
    price: 18900,
    weight: 1180,
    picture: 'hiking-boot.fellside',
    alt: 'Nubuck hiking boot',
  }),
  product({
    slug: 'tarnwood-heath',
    name: 'Heath light boot',
    brand: 'Tarnwood',
    category: boots,
    text: `A fabric boot that weighs little more than a trainer and covers the ankle all the same. Ready to walk in on
      the day it arrives.

      On scree or under a heavy pack it offers too little support. Woods, coast paths and dogs are its element.`,
    attributes: { Material: 'Recycled polyester, suede', Height: 'Mid', Waterproof: 'No' },
    sku: 'TAR-HEATH',
    options: { Colour: ['Moss'], Size: ['38', '39', '41', '43'] },
    price: 10900,
    was: 12900,
    weight: 820,
    picture: 'hiking-boot.heath',
    alt: 'Light fabric walking boot',
  }),
  product({
    slug: 'tarnwood-arete',
    name: 'Arete mountain boot',
    brand: 'Tarnwood',
    category: boots,
    text: `Stiff, high and lined for cold, with a rubber rand all the way round and a heel welt that takes
      semi-automatic crampons. You will be glad of it above the tree line in October.

      For valley walks it is far too much boot. Expect blisters if you skip the wearing in.`,
    attributes: { Material: 'Full-grain leather', Sole: 'Stiff, heel welt', Height: 'High' },
    sku: 'TAR-ARETE',
    options: { Size: ['40', '42', '43', '44', '45'] },
    stock: { 40: 2, 45: 0 },
    price: 27900,
    weight: 1720,
    picture: 'hiking-boot.arete-club@Orange',
    alt: 'Stiff mountain boot with a rubber rand',
  }),
  product({
    slug: 'tarnwood-daybreak-22',
    name: 'Daybreak 22 day pack',
    brand: 'Tarnwood',
    category: 'backpacks',
    text: `Twenty-two litres: lunch, a jacket, a flask and the layer you took off at eleven. The back panel is foam
      with a channel in it, which helps, though no pack that touches you keeps you dry.

      The hip belt only steadies it and comes off. A laptop fits but is not padded.`,
    attributes: { Volume: '22 l', Material: 'Recycled polyamide', 'Back length': 'Fixed' },
    sku: 'TAR-DAY22',
    options: { Colour: ['Saffron', 'Navy'] },
    price: 7500,
    weight: 720,
    picture: 'backpack.daybreak',
    alt: 'Day pack with side pockets',
  }),
  product({
    slug: 'tarnwood-traverse-48',
    name: 'Traverse 48 trekking pack',
    brand: 'Tarnwood',
    category: 'backpacks',
    text: `For four days with a tent, or a week between huts. An aluminium frame carries the load to the hips, and the
      back moves up and down for people from 160 to 195 centimetres.

      A rain cover sits in the lid. Beyond fifteen kilos the shoulder straps start to bite.`,
    attributes: { Volume: '48 l', Material: 'Polyamide 210 D', 'Back length': 'Adjustable' },
    sku: 'TAR-TRAV48',
    options: { Colour: ['Forest', 'Brick'] },
    stock: { Brick: 3 },
    price: 17900,
    weight: 1780,
    picture: 'backpack.trek-traverse',
    alt: 'Trekking pack with lid and straps',
  }),
  product({
    slug: 'tarnwood-satchel-12',
    name: 'Hopper 12 pack',
    brand: 'Tarnwood',
    category: 'backpacks',
    text: `A small flat pack for cities and summit dashes from the hut. It rolls up inside a bigger one and weighs as
      much as two apples.

      Without a frame or back panel you feel whatever you pack badly. Put the jumper next to your spine.`,
    attributes: { Volume: '12 l', Material: 'Ripstop polyamide' },
    sku: 'TAR-HOP12',
    options: { Colour: ['Lilac', 'Graphite'] },
    price: 3900,
    weight: 290,
    picture: 'backpack.hopper',
    alt: 'Small rollable backpack',
  }),
  product({
    slug: 'tarnwood-bivvy-two',
    name: 'Lee 2 tent',
    brand: 'Tarnwood',
    category: 'camping',
    text: `Two people, two mats, two porches, two and a half kilos. The poles are colour-coded and the inner hangs
      from the outer, so it goes up in the rain with a dry floor.

      Side winds above force six need all guy lines out. For three people it is a good test of friendship.`,
    attributes: { Sleeps: '2', 'Water column': '3,000 mm', Packed: '45 x 15 cm' },
    sku: 'TAR-LEE2',
    options: { Colour: ['Moss', 'Saffron'] },
    price: 34900,
    was: 39900,
    weight: 2480,
    picture: 'tent.lee',
    alt: 'Two-person tent with an open door',
  }),
  product({
    slug: 'tarnwood-gathering-four',
    name: 'Gathering 4 family tent',
    brand: 'Tarnwood',
    category: 'camping',
    text: `Standing height in the middle, one room that a curtain makes two, and windows high enough for a wet
      afternoon of card games. Pitching takes two adults twenty minutes.

      At eleven kilos it travels by car. Dry it fully before storing, or the coating will peel by the second summer.`,
    attributes: { Sleeps: '4', 'Water column': '4,000 mm', Packed: '70 x 28 cm' },
    sku: 'TAR-GATHER4',
    price: 49900,
    weight: 11200,
    picture: 'tent.gathering-four@Teal',
    alt: 'Large family tent',
  }),
  product({
    slug: 'tarnwood-dormouse',
    name: 'Dormouse sleeping bag',
    brand: 'Tarnwood',
    category: 'camping',
    text: `Synthetic fill that still warms when damp and goes into a washing machine at home. Comfortable to plus two
      degrees for most sleepers, and tolerable to minus four in a hat.

      It packs larger than down, about the size of a loaf. If weight is what you count, down is worth its price.`,
    attributes: { Comfort: '+2 °C', Limit: '-4 °C', Fill: 'Recycled polyester' },
    sku: 'TAR-DORM',
    options: { Colour: ['Plum', 'Teal'], Length: ['Regular', 'Long'] },
    without: ['Plum/Long'],
    price: 9900,
    prices: { Long: 10900 },
    weight: 1150,
    weights: { Long: 1260 },
    picture: 'sleeping-bag.dormouse',
    alt: 'Mummy-shaped sleeping bag',
  }),
  product({
    slug: 'tarnwood-brew',
    name: 'Brew stove and pot',
    brand: 'Tarnwood',
    category: 'camping',
    text: `A small burner that screws onto any threaded cartridge, with a one-litre pot that it packs away inside.
      Half a litre boils in three minutes out of the wind.

      In the wind, double that. Simmering is not its strength, and the cartridge is not included.`,
    attributes: { Power: '2,600 W', Pot: '1 l, anodised aluminium', Fuel: 'Threaded gas cartridge' },
    sku: 'TAR-BREW',
    price: 4490,
    weight: 390,
    picture: 'stove.brew@Red',
    alt: 'Gas stove with a pot on top',
  }),
  product({
    slug: 'tarnwood-flask',
    name: 'Hearth insulated bottle',
    brand: 'Tarnwood',
    category: 'camping',
    text: `Double-walled steel that keeps tea hot until mid-afternoon and water cold for a day. The loop takes a
      carabiner or two fingers.

      Steel dents. Ours do too, and go on working. Keep fizzy drinks out of it, since the lid is tight enough to turn
      opening one into an event.`,
    attributes: { Material: 'Stainless steel', Care: 'Hand wash the lid', Keeps: '12 h hot, 24 h cold' },
    sku: 'TAR-HEARTH',
    options: { Colour: ['Brick', 'Forest', 'Ice'], Volume: ['500 ml', '1 l'] },
    without: ['Ice/1 l'],
    price: 2690,
    prices: { '1 l': 3490 },
    weight: 310,
    weights: { '1 l': 490 },
    picture: 'bottle.flask-field',
    alt: 'Insulated steel bottle',
  }),
  product({
    slug: 'tarnwood-third-leg',
    name: 'Third Leg trekking poles',
    brand: 'Tarnwood',
    category: 'camping',
    text: `Three aluminium sections with lever locks that hold when wet and can be tightened with a coin. The grip
      runs on below the handle, for steep traverses where one hand goes lower.

      Sold as a pair. Aluminium bends before it breaks; carbon is lighter and does it the other way round.`,
    attributes: { Material: 'Aluminium, cork', Length: '65-135 cm', Pack: 'Pair' },
    sku: 'TAR-THIRD',
    options: { Colour: ['Orange', 'Slate'] },
    price: 6900,
    weight: 510,
    picture: 'poles.third-leg',
    alt: 'Pair of crossed trekking poles',
  }),
]

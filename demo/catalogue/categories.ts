import type { Category } from './product.ts'

function category(slug: string, name: string, parent: string | null, description: string): Category {
  return { slug, name, parent, description }
}

export const categories: Category[] = [
  category('running', 'Running', null, 'Shoes first, then the few other things a runner really uses.'),
  category('running-shoes', 'Running shoes', 'running', 'Sorted by the ground you run on.'),
  category('road-running-shoes', 'Road running shoes', 'running-shoes', 'For pavements, parks and the track.'),
  category('trail-running-shoes', 'Trail running shoes', 'running-shoes', 'With lugs for mud, roots and loose stone.'),
  category('running-clothing', 'Running clothing', 'running', 'Layers for the warm months and the wet ones.'),
  category('running-accessories', 'Running accessories', 'running', 'Belts, lamps, watches and socks.'),
  category('football', 'Football and ball sports', null, 'For the pitch, the hall and the beach.'),
  category('football-boots', 'Football boots', 'football', 'For firm ground and artificial grass.'),
  category('balls', 'Balls', 'football', 'Footballs, basketballs and volleyballs for matches and for the park.'),
  category('team-kit', 'Team kit', 'football', 'Shirts, shorts, socks and shin guards.'),
  category('cycling', 'Cycling', null, 'Bikes for the road, the lane and the school run, and what goes with them.'),
  category('bikes', 'Bikes', 'cycling', 'Assembled and checked; you turn the handlebar and fit the pedals.'),
  category('cycling-clothing', 'Helmets and cycling wear', 'cycling', 'Helmets, jerseys, bib shorts and gloves.'),
  category('bike-accessories', 'Bike accessories', 'cycling', 'Lights, locks, pumps and bottles.'),
  category('swimming', 'Swimming', null, 'For lanes, lakes and lessons.'),
  category('swimwear', 'Swimwear', 'swimming', 'Suits and jammers that hold up to chlorine.'),
  category('swim-equipment', 'Goggles, caps and training aids', 'swimming', 'The small things in the poolside bag.'),
  category(
    'climbing-hiking',
    'Climbing and hiking',
    null,
    'For a day on the hill, a night in the valley and an evening at the wall.',
  ),
  category('hiking-boots', 'Hiking boots', 'climbing-hiking', 'From light boots for paths to stiff ones for scree.'),
  category('backpacks', 'Backpacks', 'climbing-hiking', 'Day packs and trekking packs.'),
  category('camping', 'Tents and camping', 'climbing-hiking', 'Shelter, sleep and something hot.'),
  category('climbing', 'Climbing', 'climbing-hiking', 'Ropes, shoes and hardware for rock and wall.'),
  category('fitness', 'Fitness and yoga', null, 'For the spare room and the gym bag.'),
  category('strength', 'Strength training', 'fitness', 'Weights, bands and a rope.'),
  category('yoga', 'Yoga and recovery', 'fitness', 'Mats, blocks, rollers and comfortable clothes.'),
  category('racket-sports', 'Racket sports', null, 'Everything with a net in the middle.'),
  category('tennis-padel', 'Tennis and padel', 'racket-sports', 'Rackets, balls and a bag for both.'),
  category(
    'badminton-table-tennis',
    'Badminton and table tennis',
    'racket-sports',
    'For the hall, the garden and the garage.',
  ),
  category('winter', 'Winter sports', null, 'Snow underfoot, and the clothes for it.'),
  category('skis-boards', 'Skis, boards and sledges', 'winter', 'Ways down the hill.'),
  category('winter-wear', 'Winter wear', 'winter', 'Jackets, gloves, hats and goggles.'),
]

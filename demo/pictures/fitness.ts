import type { Kind } from './brush.ts'
import { chalk, ink, rubber, steel } from './colours.ts'
import { area, box, circle, ellipse, line, repeat, symmetric, turned } from './shapes.ts'

const dumbbell: Kind = (brush) => {
  const { main, accent } = brush
  const hex = brush.choose('shape', [true, false])
  const head = (x: number) =>
    hex
      ? brush.form(
          `M${x - 110} 480L${x - 70} 400H${x + 70}L${x + 110} 480V720L${x + 70} 800H${x - 70}L${x - 110} 720Z`,
          main,
          line(`M${x - 110} 500H${x + 110}M${x - 110} 700H${x + 110}`, main.deep, 8, 'opacity=".5"') +
            area(circle(x, 600, 52), accent.base),
        )
      : brush.form(box(x - 120, 420, 110, 360, 44), main, area(`M${x - 120} 580h110v40h-110Z`, accent.base), 0.8) +
        brush.form(box(x - 10, 380, 120, 440, 48), main, area(`M${x - 10} 580h120v40h-120Z`, accent.base), 0.8)
  const bar = brush.form(
    box(360, 556, 480, 88, 30),
    steel,
    repeat(12, (i) => line(`M${440 + i * 28} 556l16 88`, steel.deep, 6, 'opacity=".5"')),
    0.6,
  )
  const one = bar + head(310) + head(890)
  return brush.shadow(600, 850, 470, 44) + turned(one, -12)
}

const kettlebell: Kind = (brush) => {
  const { main, accent } = brush
  const handle = 'M420 560C360 420 400 220 600 220S840 420 780 560'
  return (
    brush.shadow(600, 1020, 330, 42) +
    line(handle, main.deep, 92) +
    line(handle, main.base, 76, 'transform="translate(-4 -5)"') +
    line('M404 420C410 320 480 250 590 240', main.light, 14) +
    brush.form(
      'M600 460C800 460 890 600 890 740C890 880 820 960 740 1010H460C380 960 310 880 310 740C310 600 400 460 600 460Z',
      main,
      brush.choose('band', [
        area('M280 640H920V700H280Z', accent.base),
        area(circle(600, 750, 120), accent.base) + area(circle(600, 750, 92), main.dark),
        area('M400 940H800V1040H400Z', accent.base),
      ]),
    )
  )
}

const mat: Kind = (brush) => {
  const { main, accent } = brush
  const flat = 'M300 760L1010 640L1100 840L330 990Z'
  const marks = brush.choose('marks', [
    line('M520 740L640 920M760 690L880 876', accent.base, 10),
    repeat(5, (i) => line(`M${480 + i * 110} ${740 - i * 18}l110 180`, main.light, 8, 'opacity=".7"')),
    line('M420 860L1060 736', accent.base, 12),
  ])
  const spiral = brush.choose('spiral', [
    line('M300 700A130 130 0 1 1 300 960A108 108 0 1 1 300 742A86 86 0 1 1 300 916A60 60 0 1 1 300 790', main.deep, 12),
    line(circle(300, 830, 108) + circle(300, 830, 76) + circle(300, 830, 44), main.deep, 12),
  ])
  return (
    brush.shadow(640, 968, 500, 42) +
    brush.form(flat, accent, '', 0.5) +
    brush.form('M300 690L880 590C960 580 1000 640 1000 700C1000 780 960 830 900 840L300 970Z', main, marks) +
    brush.form(ellipse(300, 830, 136, 142), main, spiral, 0.7)
  )
}

const block: Kind = (brush) => {
  const { main, accent } = brush
  const one = (x: number, y: number) =>
    `<g transform="translate(${x} ${y})">` +
    area('M300 500L640 400L900 480L560 600Z', main.light) +
    brush.form('M300 500L560 600V840L300 720Z', main, '', 0.6) +
    area('M560 600L900 480V710L560 840Z', main.dark) +
    brush.choose('speck', [
      repeat(
        12,
        (i) =>
          `<circle cx="${330 + ((i * 83) % 210)}" cy="${570 + ((i * 47) % 160)}"` +
          ` r="7" fill="${main.deep}" opacity=".4"/>`,
      ),
      line('M610 620L860 530', accent.base, 10),
    ]) +
    '</g>'
  return brush.shadow(620, 980, 420, 44) + one(0, 130) + one(40, -130)
}

const roller: Kind = (brush) => {
  const { main, accent } = brush
  const tread = brush.choose('tread', [
    repeat(18, (i) =>
      area(box(400 + (i % 6) * 92, 470 + Math.floor(i / 6) * 100, 70, 64, 16), main.deep, 'opacity=".35"'),
    ),
    repeat(7, (i) => line(`M${390 + i * 82} 440l60 320`, main.deep, 20, 'opacity=".35"')),
    repeat(4, (i) => line(`M340 ${480 + i * 80}H960`, main.deep, 22, 'opacity=".35"')),
  ])
  return (
    brush.shadow(600, 860, 470, 44) +
    turned(
      brush.form('M300 420H900C980 420 1010 510 1010 600S980 780 900 780H300Z', main, tread) +
        brush.form(ellipse(300, 600, 104, 180), accent, '', 0.7) +
        brush.form(ellipse(300, 600, 66, 124), ink, '', 0.6),
      -10,
    )
  )
}

const bands: Kind = (brush) => {
  const { main, accent } = brush
  const loop = (y: number, tall: number, colours: typeof main) =>
    brush.form(
      `M200 ${y}C200 ${y - 90} 1000 ${y - 90} 1000 ${y}V${y + tall}` +
        `C1000 ${y + tall + 90} 200 ${y + tall + 90} 200 ${y + tall}Z`,
      colours,
      area(ellipse(600, y, 370, 46), colours.deep) + line(`M330 ${y + tall + 30}h120`, chalk.base, 14),
      0.7,
    )
  return (
    brush.shadow(600, 980, 470, 48) +
    loop(790, 110, main) +
    loop(600, 90, accent) +
    loop(430, 70, brush.choose('third', [chalk, steel, rubber]))
  )
}

const skippingRope: Kind = (brush) => {
  const { main, accent } = brush
  const d =
    'M400 480C300 700 200 900 420 960C640 1010 560 620 700 620C860 620 700 1000 900 960C1060 920 920 640 800 470'
  const grip = (x: number, angle: number) =>
    turned(
      brush.form(
        box(x - 42, 180, 84, 300, 42),
        main,
        repeat(4, (i) => line(`M${x - 60} ${260 + i * 44}h120`, accent.base, 14)),
        0.6,
      ) + area(box(x - 20, 470, 40, 40, 8), steel.base),
      angle,
      x,
      490,
    )
  return (
    brush.shadow(610, 996, 420, 38) +
    line(d, accent.deep, 22) +
    line(d, accent.base, 15) +
    grip(400, -14) +
    grip(800, 14)
  )
}

const shinGuards: Kind = (brush) => {
  const { main, accent } = brush
  const shape = symmetric(
    [600, 180],
    [700, 180, 760, 220, 770, 340],
    [790, 560, 750, 820, 720, 950],
    [700, 1010, 660, 1020, 600, 1020],
  )
  const one = brush.form(
    shape,
    main,
    brush.choose('front', [
      area('M400 400L600 520L800 400V500L600 620L400 500ZM400 560L600 680L800 560V610L600 730L400 610Z', accent.base),
      area('M540 180H660V1040H540Z', accent.base),
      repeat(5, (i) => area(box(470, 300 + i * 120, 260, 60, 20), accent.base)),
    ]) + repeat(3, (i) => area(ellipse(600, 880 + i * 40, 60 - i * 12, 9), main.deep, 'opacity=".5"')),
  )
  const at = (x: number, angle: number) => `<g transform="translate(${x} 0)">${turned(one, angle)}</g>`
  return brush.shadow(600, 1050, 420, 34) + at(-196, -5) + at(196, 5)
}

export const fitness: Record<string, Kind> = {
  dumbbell,
  kettlebell,
  mat,
  block,
  roller,
  bands,
  'skipping-rope': skippingRope,
  'shin-guards': shinGuards,
}

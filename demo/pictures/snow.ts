import type { Kind } from './brush.ts'
import { chalk, glass, ink, mix, rubber, steel, tones } from './colours.ts'
import { area, box, line, repeat, symmetric, turned } from './shapes.ts'

const skis: Kind = (brush) => {
  const { main, accent } = brush
  const waist = brush.choose('waist', [52, 58, 66])
  const outline = symmetric(
    [600, 70],
    [650, 74, 676, 140, 672, 220],
    [600 + waist, 480, 600 + waist, 780, 666, 1050],
    [660, 1110, 630, 1118, 600, 1118],
  )
  const art = brush.choose('art', [
    area('M500 60H700V330L500 430Z', accent.base) + area('M500 900L700 800V860L500 960Z', accent.base),
    repeat(6, (i) => line(`M500 ${180 + i * 60}L600 ${130 + i * 60}L700 ${180 + i * 60}`, accent.base, 18)),
    area('M600 60H720V1140H600Z', accent.base) + line('M600 60V1140', chalk.base, 8),
  ])
  const one =
    brush.form(outline, main, art, 0.6) +
    brush.form(box(560, 500, 80, 76, 16), ink, '', 0.4) +
    brush.form(box(552, 690, 96, 120, 20), ink, '', 0.4) +
    line('M600 576V690', steel.dark, 30) +
    line('M576 740H624', accent.base, 12)
  return (
    brush.shadow(600, 1112, 260, 28) +
    `<g transform="translate(-104 4)">${turned(one, -4)}</g><g transform="translate(104 0)">${turned(one, 4)}</g>`
  )
}

const snowboard: Kind = (brush) => {
  const { main, accent } = brush
  const outline = symmetric(
    [600, 70],
    [700, 70, 750, 150, 746, 240],
    [716, 460, 716, 740, 746, 950],
    [750, 1050, 700, 1124, 600, 1124],
  )
  const art = brush.choose('art', [
    area('M400 1130L600 600L800 1130Z', accent.base) +
      area('M400 1130L520 820L700 1130Z', main.deep, 'opacity=".5"') +
      area('M560 706L600 600L640 706L612 690Z', chalk.base),
    `<circle cx="640" cy="300" r="170" fill="${accent.base}"/>` +
      repeat(4, (i) =>
        line(`M420 ${720 + i * 90}C520 ${660 + i * 90} 680 ${780 + i * 90} 780 ${720 + i * 90}`, accent.base, 26),
      ),
    repeat(7, (i) =>
      area(`M400 ${60 + i * 170}L800 ${-30 + i * 170}v70L400 ${130 + i * 170}Z`, i % 2 ? accent.base : main.dark),
    ),
  ])
  const binding = (y: number, angle: number) =>
    turned(
      brush.form(box(510, y - 54, 180, 108, 40), ink, '', 0.5) +
        line(`M530 ${y - 20}H670M530 ${y + 22}H670`, rubber.light, 20) +
        line(`M560 ${y - 20}H640`, accent.base, 12),
      angle,
      600,
      y,
    )
  return (
    brush.shadow(620, 1116, 230, 28) +
    turned(brush.form(outline, main, art) + binding(400, 12) + binding(790, -8), brush.choose('lean', [9, -9]))
  )
}

const snowGoggles: Kind = (brush) => {
  const { main, accent } = brush
  const frame =
    'M180 600C180 460 280 400 600 400S1020 460 1020 600C1020 740 940 810 820' +
    ' 810C720 810 690 720 600 720S480 810 380 810C260 810 180 740 180 600Z'
  const lens = tones(brush.choose('lens', ['#e58a45', '#5a7fc9', '#3f9d8f', '#b8577f', glass.base]))
  return (
    brush.shadow(600, 900, 440, 42) +
    brush.form(
      'M190 520C120 500 100 560 104 620C110 690 150 700 200 690ZM1010' +
        ' 520C1080 500 1100 560 1096 620C1090 690 1050 700 1000 690Z',
      accent,
      '',
      0.7,
    ) +
    line('M150 540C200 330 1000 330 1050 540', accent.dark, 90) +
    line('M150 532C200 322 1000 322 1050 532', accent.base, 78) +
    line(
      'M150 532C200 322 1000 322 1050 532',
      brush.choose('strap', [main.base, chalk.base]),
      18,
      `stroke-dasharray="${brush.choose('dash', ['40 30', '4 0', '80 20'])}" stroke-linecap="butt"`,
    ) +
    brush.form(frame, main) +
    `<g transform="translate(60 62) scale(.9)">${brush.form(
      frame,
      lens,
      area('M260 860L480 380H620L400 860Z', '#fff', 'opacity=".3"') +
        area('M560 860L760 380H800L600 860Z', '#fff', 'opacity=".25"') +
        area('M100 700C400 640 800 640 1100 700V900H100Z', mix(lens.base, '#2b2f3a', 0.5), 'opacity=".35"'),
      0.8,
    )}</g>`
  )
}

const sledge: Kind = (brush) => {
  const { main, accent } = brush
  const tub =
    'M150 560C170 500 260 520 300 600C340 680 420 700 520 700H960C1030 700 1060' +
    ' 660 1060 600L1080 600C1090 740 1040 830 940 830H420C260 830 150 720 150 560Z'
  return (
    brush.shadow(610, 866, 480, 44) +
    line('M180 560C100 420 220 330 330 420', accent.base, 16) +
    brush.form('M300 620C420 560 860 560 1066 606L1040 720H420C360 710 320 680 300 620Z', tones(main.dark)) +
    brush.form(
      tub,
      main,
      line('M200 700C300 800 420 790 960 790', brush.choose('runner', [accent.base, chalk.base]), 22) +
        repeat(3, (i) => line(`M${560 + i * 140} 700v60`, main.deep, 14, 'opacity=".5"')),
    ) +
    brush.form('M760 700C780 600 800 560 840 560C880 560 880 620 880 700Z', accent, '', 0.6)
  )
}

export const snow: Record<string, Kind> = { skis, snowboard, 'snow-goggles': snowGoggles, sledge }

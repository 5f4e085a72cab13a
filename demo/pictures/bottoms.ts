import type { Kind } from './brush.ts'
import { ink } from './colours.ts'
import { area, line, repeat, stitch, symmetric } from './shapes.ts'

const shorts: Kind = (brush, variation) => {
  const { main, accent } = brush
  const tight = variation.startsWith('tight')
  const wide = tight ? 812 : 900
  const hem = tight ? 940 : 860
  const inner = tight ? 634 : 618
  const outline = symmetric(
    [600, 300],
    [690, 300, 760, 296, 800, 292],
    [tight ? 836 : 850, 420, wide, 600, wide, hem - 26],
    [wide - 70, hem + 10, inner + 90, hem + 16, inner, hem],
    [600, 600],
  )
  const trim = brush.choose('trim', [
    area(`M${wide - 60} 280C${wide - 40} 500 ${wide - 90} 700 ${wide - 60} 980H1000V280Z`, accent.base) +
      area(`M${1260 - wide} 280C${1240 - wide} 500 ${1290 - wide} 700 ${1260 - wide} 980H200V280Z`, accent.base),
    area(
      `M200 ${hem - 110}C400 ${hem - 60} 800 ${hem - 60} 1000 ${hem - 110}` +
        `V${hem - 60}C800 ${hem - 10} 400 ${hem - 10} 200 ${hem - 60}Z`,
      accent.base,
    ),
    area('M150 860L420 560L480 590L240 960ZM1050 560L780 960L860 980L1100 640Z', accent.base),
    line('M830 700L880 880M370 700L320 880', accent.base, 18),
  ])
  const cords = tight ? '' : line('M580 360C560 420 570 460 556 500M620 360C640 410 622 450 640 492', accent.light, 10)
  return (
    brush.shadow(600, 1010, 360, 34) +
    brush.form(
      outline,
      main,
      trim +
        line('M600 380V610', main.deep, 8, 'opacity=".6"') +
        line('M600 610C560 560 500 540 440 540M600 610C640 560 700 540 760 540', main.deep, 12, 'opacity=".22"') +
        area('M380 280H820V372C700 384 500 384 380 372Z', main.dark) +
        repeat(20, (i) => line(`M${400 + i * 21} 300v64`, main.deep, 4, 'opacity=".4"')),
    ) +
    cords
  )
}

const legs: Kind = (brush, variation) => {
  const { main, accent } = brush
  const loose = variation.startsWith('loose')
  const out = loose ? 810 : 756
  const ankle = loose ? 800 : 704
  const outline = symmetric(
    [600, 150],
    [660, 150, 700, 148, 730, 146],
    [760, 260, out, 380, out - 6, 520],
    [out - 10, 740, ankle + 6, 860, ankle, 1030],
    [ankle - 30, 1044, 660, 1044, 634, 1036],
    [624, 820, 620, 640, 600, 480],
  )
  const trim = brush.choose('trim', [
    area('M560 1100C470 900 430 600 440 100H300V1100ZM640 1100C730 900 770 600 760 100H900V1100Z', accent.base),
    repeat(3, (i) =>
      line(
        `M380 ${620 + i * 50}C450 ${680 + i * 50} 540 ${660 + i * 50} 600 ${620 + i * 50}` +
          `C660 ${660 + i * 50} 750 ${680 + i * 50} 820 ${620 + i * 50}`,
        accent.base,
        16,
      ),
    ),
    area('M380 900H820V930H380ZM380 950H820V962H380Z', accent.base),
    line('M700 330L690 520M500 330L510 520', accent.base, 12),
  ])
  return (
    brush.shadow(600, 1072, 280, 30) +
    brush.form(
      outline,
      main,
      trim +
        area('M440 120H760V238C660 256 540 256 440 238Z', main.dark) +
        line('M600 250V490', main.deep, 8, 'opacity=".5"') +
        line('M500 640C540 660 570 650 590 630M700 640C660 660 630 650 610 630', main.deep, 10, 'opacity=".3"'),
    ) +
    brush.choose('drawcord', ['', line('M586 226L570 300M614 226L630 290', accent.light, 9)])
  )
}

const bibShorts: Kind = (brush) => {
  const { main, accent } = brush
  const outline = symmetric(
    [600, 560],
    [660, 540, 690, 380, 690, 170],
    [740, 170],
    [750, 380, 770, 460, 790, 540],
    [806, 700, 820, 860, 818, 1000],
    [760, 1024, 690, 1024, 632, 1010],
    [600, 780],
  )
  return (
    brush.shadow(600, 1064, 300, 30) +
    brush.form('M466 174C540 220 660 220 734 174C720 300 640 420 600 420S480 300 466 174Z', ink, '', 0.6) +
    brush.form(
      outline,
      main,
      area('M340 930H860V1040H340Z', accent.base) +
        brush.choose('side', [
          area('M380 560C470 700 460 860 440 1040H340V560ZM820 560C730 700 740 860 760 1040H860V560Z', main.dark),
          line('M400 620C480 700 500 800 480 920M800 620C720 700 700 800 720 920', accent.base, 12),
        ]) +
        line('M600 560V790', main.light, 6) +
        stitch('M400 600C500 640 700 640 800 600', main.light),
    )
  )
}

export const bottoms: Record<string, Kind> = { shorts, legs, 'bib-shorts': bibShorts }

import type { Brush, Kind } from './brush.ts'
import { chalk, gum, ink, rubber } from './colours.ts'
import { area, line, repeat, stitch } from './shapes.ts'

const upper =
  'M190 735C170 640 160 545 192 446C201 416 240 412 258 440C290 492 350 520 410 490C442 472 456 430 470 396' +
  'C482 370 522 372 542 398C612 480 704 548 804 590C904 628 1016 640 1052 740Z'
const collar = 'M200 440C280 398 420 388 500 392L480 480C420 540 290 530 230 450Z'

function laces(brush: Brush, count: number): string {
  const lace = brush.accent
  return repeat(count, (i) => {
    const x = 520 + i * 52
    const y = 436 + i * 42 - i * i * 2.4
    return (
      line(`M${x - 66} ${y + 62}L${x + 24} ${y + 4}`, lace.dark, 21, 'opacity=".5"') +
      line(`M${x - 68} ${y + 54}L${x + 24} ${y - 4}`, lace.light, 17)
    )
  })
}

function sidePattern(brush: Brush): string {
  const { accent, main } = brush
  return brush.choose('side', [
    () =>
      area('M560 760C600 650 560 600 500 560L560 540C640 600 670 660 650 760Z', accent.base) +
      area('M690 760C710 690 690 640 640 590L690 600C750 650 770 700 760 760Z', accent.base),
    () =>
      repeat(5, (i) =>
        line(`M${360 + i * 46} 770C${400 + i * 44} 700 ${420 + i * 44} 640 ${400 + i * 40} 570`, accent.base, 14),
      ),
    () =>
      line('M250 700C400 690 470 620 560 640C660 664 700 720 900 690', accent.base, 34) +
      line('M250 640C400 640 450 560 560 585', accent.base, 14),
    () =>
      area('M330 780L470 560L560 560L420 780Z', accent.base) + area('M470 780L590 590L625 590L505 780Z', accent.light),
    () =>
      repeat(
        18,
        (i) =>
          `<circle cx="${410 + (i % 6) * 52 + (i > 5 && i < 12 ? 26 : 0)}" ` +
          `cy="${600 + Math.floor(i / 6) * 44}" r="${15 - Math.floor(i / 6) * 3}" fill="${accent.base}"/>`,
      ),
    () =>
      area('M230 780C380 740 480 560 640 560C560 640 600 740 760 780Z', main.deep, 'opacity=".55"') +
      line('M232 770C380 730 480 556 640 556', accent.base, 12),
  ])()
}

function upperParts(brush: Brush, toe: string, heel: string): string {
  const { main } = brush
  const mesh = repeat(7, (i) => line(`M${720 + i * 42} ${560 + i * 14}l-34 150`, main.dark, 5, 'opacity=".35"'))
  return (
    mesh +
    sidePattern(brush) +
    area('M150 780C160 700 150 560 180 430L262 440C300 560 300 680 330 780Z', heel) +
    stitch('M272 470C306 570 312 680 338 740', main.light) +
    area('M1090 780C900 760 880 690 905 620L1100 600Z', toe) +
    area('M452 470C540 540 640 620 790 668L850 610C720 560 600 470 530 380Z', main.dark) +
    stitch('M446 488C540 560 640 640 786 686', main.light)
  )
}

const roadShoe: Kind = (brush) => {
  const { main, accent } = brush
  const stack = brush.choose('stack', [0, 16, 34])
  const foam = brush.choose('foam', [chalk, chalk, accent])
  const bottom = 860 + stack / 2
  const midsole =
    `M156 ${712 - stack}C300 748 420 764 560 754C700 744 900 724 1066 726C1086 766 1066 806 1012 ` +
    `${812 + stack / 3}C900 ${bottom} 620 ${bottom} 420 ${bottom}C300 ${bottom} 210 ${bottom - 6} ` +
    `166 ${bottom - 26}C132 800 136 750 156 ${712 - stack}Z`
  const groove = brush.choose('groove', [
    line('M190 790C400 812 500 780 640 786S900 790 1000 770', foam.dark, 10),
    line('M180 776C280 800 330 800 420 790M470 786C560 776 620 776 700 772', foam.dark, 12),
    repeat(9, (i) => line(`M${220 + i * 40} ${792 - (i % 2) * 8}l22 14`, foam.dark, 9)),
  ])
  const outsole = line(
    `M150 ${bottom - 12}C300 ${bottom + 6} 700 ${bottom + 14} 1030 ${806 + stack / 3}`,
    brush.choose('outsole', [rubber.base, gum.base, main.dark]),
    34,
  )
  return (
    brush.shadow(610, bottom + 4, 500, 46) +
    area(collar, main.deep) +
    brush.form('M440 500C450 440 452 400 462 372C476 344 536 346 552 380L580 450Z', accent) +
    brush.form(
      upper,
      main,
      upperParts(
        brush,
        brush.choose('toe', [main.dark, accent.base, main.base]),
        brush.choose('heel', [accent.base, main.dark, main.deep]),
      ),
    ) +
    laces(brush, 6) +
    brush.form(midsole, foam, groove + outsole)
  )
}

const trailShoe: Kind = (brush) => {
  const { main, accent } = brush
  const lugs = brush.choose('lugs', ['40 20', '30 16', '52 22'])
  const tread = 'M176 862C320 884 640 886 800 872C900 862 990 838 1040 800'
  const midsole =
    'M160 716C300 748 420 760 560 754C700 744 900 716 1062 700C1092 750 1078 800 1020 822' +
    'C900 866 620 868 420 866C300 866 210 862 168 846C132 800 140 750 160 716Z'
  const bumper =
    area('M1110 780C960 770 900 720 930 650L1110 600Z', rubber.base) +
    line('M930 650C905 700 950 740 1010 752', rubber.light, 6)
  return (
    brush.shadow(610, 886, 510, 46) +
    line(tread, rubber.deep, 44, `stroke-dasharray="${lugs}" stroke-linecap="butt"`) +
    area(collar, main.deep) +
    brush.form('M440 500C450 440 452 400 462 372C476 344 536 346 552 380L580 450Z', accent) +
    brush.form(upper, main, upperParts(brush, main.dark, brush.choose('heel', [accent.base, main.deep])) + bumper) +
    laces(brush, 6) +
    brush.form(
      midsole,
      brush.choose('foam', [rubber, chalk, accent]),
      line('M160 850C300 872 640 874 800 862C900 850 990 826 1050 784', rubber.deep, 44) +
        line('M250 770L360 800L470 776L580 800L690 772', brush.choose('zig', [accent.light, main.base]), 12),
    )
  )
}

const footballBoot: Kind = (brush) => {
  const { main, accent } = brush
  const blade = brush.choose('stud', ['l10 54h38l12-54', 'l4 50h34l4-50', 'l22 56h26l8-56'])
  const studs = [215, 300, 640, 730, 830, 910]
    .map((x, i) => area(`M${x} ${800 - (i === 5 ? 18 : 0)}${blade}Z`, i % 2 ? accent.dark : accent.deep))
    .join('')
  const high = brush.choose('collar', [true, false])
  const sock = high
    ? brush.form(
        'M196 520C206 440 210 380 214 330C280 306 400 306 456 330C470 400 500 440 560 480L400 620L220 620Z',
        ink,
        repeat(9, (i) => line(`M${232 + i * 28} 300v80`, ink.light, 6, 'opacity=".5"')),
      )
    : area(collar, main.deep)
  const touch = brush.choose('touch', [
    repeat(6, (i) => line(`M${850 + i * 34} ${640 + i * 8}c-24 36-30 70-24 110`, accent.base, 12)),
    repeat(
      15,
      (i) =>
        `<circle cx="${740 + (i % 5) * 56}" cy="${640 + Math.floor(i / 5) * 40 + (i % 5) * 8}" r="12" ` +
        `fill="${accent.base}"/>`,
    ),
    area('M660 790C700 690 760 640 860 600L960 640C860 680 820 740 810 790Z', accent.base),
  ])
  const low =
    'M186 770C170 670 160 560 192 462C205 436 240 440 262 466C296 512 350 530 410 506C450 488 470 450 486 424' +
    'C500 404 536 410 552 430C620 510 710 588 810 640C910 680 1020 690 1050 778Z'
  return (
    brush.shadow(600, 858, 490, 40) +
    studs +
    sock +
    brush.form(
      low,
      main,
      sidePattern(brush) + touch + area('M150 800C170 700 150 560 180 430L262 450C300 560 300 680 330 800Z', main.dark),
    ) +
    `<g transform="translate(34 70)">${laces(brush, 5)}</g>` +
    brush.form(
      'M176 764C400 800 700 800 1056 764C1060 806 1010 816 940 818C700 826 500 800 420 806C330 822 240 820 190 806Z',
      accent,
      '',
      0.6,
    )
  )
}

const hikingBoot: Kind = (brush) => {
  const { main, accent } = brush
  const shaft =
    'M214 760C190 640 220 480 206 300C204 262 236 250 262 262C330 292 410 290 462 262C492 248 528 262 530 300' +
    'C536 420 590 500 690 560C780 600 980 610 1020 700L1030 770Z'
  const hooks = repeat(7, (i) => {
    const x = i < 4 ? 500 + i * 6 : 530 + (i - 3) * 52
    const y = i < 4 ? 320 + i * 56 : 500 + (i - 3) * 36
    return (
      line(`M${x - 76} ${y + 34}L${x + 22} ${y}`, accent.light, 15) +
      `<circle cx="${x - 78}" cy="${y + 36}" r="13" fill="#d9dde0"/>`
    )
  })
  const panels =
    area('M150 800L190 560C260 600 330 620 350 800Z', main.dark) +
    area('M180 300C300 330 420 330 560 290V380C430 410 300 410 190 380Z', main.deep, 'opacity=".7"') +
    brush.choose('panel', [
      area('M380 800C390 660 440 560 540 500L690 600C610 660 590 720 590 800Z', accent.base, 'opacity=".85"'),
      line('M230 560C400 560 480 640 640 740', accent.base, 26) +
        line('M230 510C400 510 500 590 690 700', accent.base, 10),
      stitch('M240 600C400 580 560 640 640 780', main.light, 6) +
        stitch('M240 560C400 540 590 600 690 780', main.light, 6),
    ]) +
    area('M1080 800C900 780 840 700 880 600L1080 600Z', rubber.base)
  return (
    brush.shadow(610, 900, 480, 46) +
    line('M210 882C400 900 700 900 1010 872', rubber.deep, 50, 'stroke-dasharray="52 20" stroke-linecap="butt"') +
    brush.form('M390 420C400 320 430 250 470 226C510 208 560 236 560 300L600 520Z', main, '', 0.7) +
    brush.form(shaft, main, panels) +
    hooks +
    brush.form(
      'M190 740C400 776 760 770 1040 744C1070 800 1060 850 1030 872C800 896 400 898 200 878C172 840 170 780 190 740Z',
      rubber,
      line('M180 790C400 820 760 816 1060 786', brush.choose('midsole', [accent.base, gum.base, main.light]), 22),
    )
  )
}

const climbingShoe: Kind = (brush) => {
  const { main, accent } = brush
  const body =
    'M220 640C190 560 210 470 260 430C320 400 420 420 500 440C640 480 800 580 960 700C1040 764 1050 830 1010 850' +
    'C950 868 880 800 760 780C600 760 480 800 360 800C280 790 240 720 220 640Z'
  const straps = brush.choose('strap', [1, 2])
  return (
    brush.shadow(630, 862, 460, 42) +
    area('M262 440C340 380 460 400 530 450L460 520L300 500Z', main.deep) +
    brush.form(
      body,
      main,
      area('M200 560C290 600 330 700 330 830H180Z', accent.base) +
        area('M700 560C660 640 690 720 700 800L1090 900V700Z', rubber.base) +
        line('M220 690C300 760 420 770 520 740S700 700 760 740', accent.dark, 22) +
        stitch('M330 500C440 520 560 580 660 680', main.light, 6),
    ) +
    repeat(straps, (i) =>
      brush.form(
        `M${400 + i * 130} ${560 + i * 50}L${500 + i * 130} ${430 + i * 56}` +
          `L${570 + i * 130} ${466 + i * 60}L${480 + i * 130} ${620 + i * 44}Z`,
        accent,
        '',
        0.5,
      ),
    ) +
    line('M300 806C440 820 560 784 700 782C820 784 920 846 1000 862', rubber.deep, 26) +
    line('M252 436C230 400 250 370 280 380', accent.base, 18)
  )
}

export const footwear: Record<string, Kind> = {
  'road-shoe': roadShoe,
  'trail-shoe': trailShoe,
  'football-boot': footballBoot,
  'hiking-boot': hikingBoot,
  'climbing-shoe': climbingShoe,
}

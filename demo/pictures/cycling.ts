import type { Brush, Kind } from './brush.ts'
import { chalk, ink, rubber, steel, tones } from './colours.ts'
import { area, box, circle, ellipse, line, repeat, turned } from './shapes.ts'

function wheel(brush: Brush, x: number, y: number, r: number, tyre: number, wall: string): string {
  const spokes = Array.from({ length: 14 }, (_, i) => {
    const angle = (i * Math.PI) / 7 + 0.2
    return `M${x} ${y}L${Math.round(x + r * Math.cos(angle))} ${Math.round(y + r * Math.sin(angle))}`
  }).join('')
  return (
    line(spokes, '#8d949d', 4) +
    line(circle(x, y, r), rubber.deep, tyre) +
    line(circle(x, y, r - tyre / 2 - 3), wall, 9) +
    line(circle(x, y, r - tyre / 2 - 12), brush.choose('rim', [ink.base, steel.base, ink.base]), 14) +
    area(circle(x, y, 20), ink.base)
  )
}

function tube(d: string, colours: { base: string; dark: string; light: string }, width: number): string {
  return (
    line(d, colours.dark, width) +
    line(d, colours.base, width * 0.74, 'transform="translate(-2 -3)"') +
    line(d, colours.light, width * 0.2, 'transform="translate(-4 -8)"')
  )
}

const cranks = (x: number, y: number) =>
  line(circle(x, y, 52), ink.base, 14) +
  area(circle(x, y, 24), steel.dark) +
  line(`M${x} ${y}L${x + 46} ${y + 84}`, ink.base, 20) +
  line(`M${x + 22} ${y + 92}h52`, rubber.base, 22)

const sportsBike: Kind = (brush, variation) => {
  const { main, accent } = brush
  const gravel = variation.startsWith('gravel')
  const r = gravel ? 196 : 200
  const tyre = gravel ? 30 : 19
  const wall = brush.choose('wall', ['#c9a06c', rubber.base, '#c9a06c'])
  return (
    brush.shadow(600, 930, 520, 36) +
    wheel(brush, 300, 710, r, tyre, wall) +
    wheel(brush, 900, 710, r, tyre, wall) +
    line('M300 690L540 660M300 730L540 762', '#6c737c', 6) +
    tube('M470 420L556 712', main, 28) +
    tube('M300 710L484 470M300 710L556 712', main, 20) +
    tube('M556 712L812 448', main, 38) +
    tube('M484 462L800 400', main, 26) +
    tube('M792 368L822 470', main, 36) +
    tube('M820 466C836 540 850 600 900 710', accent, 26) +
    brush.choose('decal', [
      line('M616 650L690 574', accent.base, 14),
      line('M640 626L740 522', chalk.base, 10, 'stroke-dasharray="34 24"'),
    ]) +
    line('M470 420L456 366', ink.base, 18) +
    area('M380 352C440 336 500 340 550 352C540 372 480 366 450 380C410 390 384 376 380 352Z', ink.base) +
    line('M792 372L786 338L862 330', ink.base, 20) +
    line(
      'M856 330C926 326 946 392 900 430C880 444 850 444 834 436',
      brush.choose('tape', [ink.base, accent.base, ink.base]),
      24,
    ) +
    line('M904 352C920 390 916 420 908 450', ink.light, 12) +
    cranks(556, 712) +
    line(circle(300, 710, 32), steel.dark, 14) +
    (gravel ? brush.form(box(604, 452, 146, 66, 18), ink, '', 0.4) : '')
  )
}

const cityBike: Kind = (brush, variation) => {
  const { main, accent } = brush
  const small = variation.startsWith('kids')
  const r = small ? 190 : 200
  const step = brush.choose('frame', [true, false]) && !small
  const guard = (x: number, from: number, to: number) => {
    const at = (degrees: number) =>
      `${Math.round(x + (r + 26) * Math.cos((degrees * Math.PI) / 180))} ` +
      `${Math.round(710 + (r + 26) * Math.sin((degrees * Math.PI) / 180))}`
    return line(`M${at(from)}A${r + 26} ${r + 26} 0 0 1 ${at(to)}`, accent.base, 15)
  }
  const basket = brush.choose('basket', [true, false]) && !small
  return (
    brush.shadow(600, 930, 510, 36) +
    wheel(brush, 300, 710, r, small ? 36 : 26, chalk.dark) +
    wheel(brush, 890, 710, r, small ? 36 : 26, chalk.dark) +
    guard(300, 170, 330) +
    guard(890, 200, 325) +
    tube('M474 400L552 712', main, 28) +
    tube('M300 710L500 500M300 710L552 712', main, 22) +
    (step
      ? tube('M552 712C640 690 740 560 790 420', main, 36) + tube('M526 600C620 600 730 500 786 390', main, 24)
      : tube('M552 712L800 450', main, 38) + tube('M490 474L790 404', main, 28)) +
    tube('M778 340L812 470', main, 36) +
    tube('M810 466C830 540 842 610 890 710', main, 26) +
    line('M474 400L462 340', steel.dark, 18) +
    area(
      'M360 322C430 296 500 310 552 326C550 358 490 352 450 366C400 380 362 360 360 322Z',
      small ? accent.base : '#8a5a3a',
    ) +
    line('M778 344L766 290', steel.base, 20) +
    line('M768 292C800 262 790 236 740 240', steel.dark, 16) +
    line('M726 242L664 262', small ? accent.base : '#8a5a3a', 26) +
    (basket
      ? line('M800 400L860 420', ink.base, 12) +
        brush.form(
          'M824 290H1010L984 424H846Z',
          tones('#c79a66'),
          line('M826 330H1014M836 376H1000M870 290V424M910 290V424M950 290V424', '#7d5a35', 7),
          0.4,
        )
      : area(circle(832, 372, 30), steel.base) + area(circle(838, 372, 20), '#fff6cf')) +
    (small ? '' : line('M200 478H440M230 478L290 700', ink.base, 14)) +
    cranks(552, 712)
  )
}

const helmet: Kind = (brush) => {
  const { main, accent } = brush
  const shell =
    'M170 700C160 460 340 300 580 290C820 284 1010 430 1040 640C1050 690' +
    ' 1020 712 970 706C760 680 480 700 300 760C230 780 176 770 170 700Z'
  const vents = brush.choose('vents', [
    repeat(4, (i) =>
      area(
        `M${330 + i * 150} ${610 - i * 16}C${350 + i * 150} ${500 - i * 10}` +
          ` ${400 + i * 150} ${430 - i * 2} ${470 + i * 130} ${400 + i * 8}` +
          `C${440 + i * 140} ${470} ${410 + i * 150} ${540} ${400 + i * 150} ${620 - i * 12}Z`,
        ink.base,
      ),
    ),
    area(
      'M270 560C360 450 520 390 700 390C560 430 430 500 360 600ZM380 640C470 520 640 450 840' +
        ' 450C700 490 560 560 490 640ZM600 640C680 560 800 520 930 530C860 560 760 600 710 644Z',
      ink.base,
    ),
    area('M300 480C420 380 560 350 700 360C560 380 440 430 360 520Z', ink.base) +
      repeat(3, (i) => area(box(420 + i * 160, 520, 110, 46, 23), ink.base)),
  ])
  return (
    brush.shadow(610, 960, 430, 42) +
    line('M390 740C460 850 560 920 640 930M760 700C720 800 690 880 640 930', ink.base, 20) +
    area(box(612, 902, 60, 50, 14), rubber.base) +
    brush.form(
      'M220 740C280 640 900 600 1000 690C1000 760 900 770 760 760C560 750 400 800 320 810C250 810 220 790 220 740Z',
      ink,
    ) +
    brush.form(
      shell,
      main,
      brush.choose('band', [
        area('M160 640C400 560 800 540 1060 620V680C800 620 420 650 160 740Z', accent.base),
        area('M480 260H640C560 400 520 560 520 780H420C400 560 420 400 480 260Z', accent.base),
      ]) + vents,
    )
  )
}

const bikeLight: Kind = (brush) => {
  const { main, accent } = brush
  return (
    brush.shadow(600, 880, 400, 40) +
    area('M890 520L1150 420V800L890 700Z', '#fff3b8', 'opacity=".55"') +
    brush.form(box(440, 720, 150, 130, 30), rubber, '', 0.6) +
    brush.form(
      box(260, 470, 520, 270, 80),
      main,
      brush.choose('ribs', [
        repeat(5, (i) => line(`M${330 + i * 44} 480v250`, main.deep, 12, 'opacity=".5"')),
        area('M240 640H800V680H240Z', accent.base),
      ]),
    ) +
    brush.form(box(740, 430, 170, 350, 50), ink, line('M770 420V790', accent.base, 16), 0.7) +
    brush.form(ellipse(896, 605, 44, 140), chalk, area(ellipse(900, 600, 22, 84), '#ffe995'), 0.4) +
    area(box(480, 446, 110, 40, 18), accent.base)
  )
}

const pump: Kind = (brush) => {
  const { main, accent } = brush
  return (
    brush.shadow(600, 1060, 320, 34) +
    line('M560 960C300 960 260 700 330 480C370 380 430 420 420 520', rubber.base, 24) +
    line('M600 330V160', steel.base, 26) +
    brush.form(box(390, 120, 420, 76, 38), ink, '', 0.6) +
    brush.form(box(560, 330, 80, 640, 26), main, area('M540 420H660V470H540ZM540 480H660V492H540Z', accent.base), 0.7) +
    brush.form('M380 1050C400 960 500 930 600 930S800 960 820 1050Z', ink) +
    brush.form(
      circle(600, 880, 104),
      chalk,
      line('M540 920A70 70 0 1 1 664 910', ink.base, 10) + line('M600 880L640 840', accent.base, 12),
      0.5,
    ) +
    brush.form(box(394, 500, 54, 100, 18), accent, '', 0.4)
  )
}

const lock: Kind = (brush) => {
  const { main, accent } = brush
  return (
    brush.shadow(600, 1010, 330, 36) +
    turned(
      line('M420 760V420C420 200 780 200 780 420V760', main.deep, 84) +
        line('M416 760V420C416 204 772 204 776 420V760', main.base, 64) +
        line('M398 740V420C398 300 480 240 560 228', main.light, 12) +
        brush.form(box(320, 740, 560, 150, 62), ink, area(box(560, 720, 30, 200), accent.base)) +
        area(circle(760, 815, 40), steel.base) +
        area(box(752, 790, 16, 50, 8), ink.deep),
      brush.choose('lean', [-8, 8]),
    )
  )
}

export const cycling: Record<string, Kind> = {
  'sports-bike': sportsBike,
  'city-bike': cityBike,
  'bike-helmet': helmet,
  'bike-light': bikeLight,
  pump,
  lock,
}

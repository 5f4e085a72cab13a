import type { Kind } from './brush.ts'
import { chalk, ink, rubber, steel } from './colours.ts'
import { area, box, circle, ellipse, line, repeat, stitch, symmetric, turned } from './shapes.ts'

const backpack: Kind = (brush, variation) => {
  const { main, accent } = brush
  const big = variation.startsWith('trek')
  const top = big ? 160 : 230
  const body = symmetric(
    [600, top + 40],
    [760, top + 40, 800, top + 120, 812, top + 260],
    [840, 700, 840, 860, 826, 960],
    [800, 1020, 700, 1030, 600, 1030],
  )
  const pocket = symmetric(
    [600, 660],
    [720, 660, 770, 690, 776, 760],
    [784, 860, 780, 920, 770, 960],
    [740, 1004, 660, 1004, 600, 1004],
  )
  const lid = symmetric(
    [600, top],
    [720, top, 800, top + 30, 820, top + 150],
    [780, top + 200, 700, top + 210, 600, top + 210],
  )
  const front = brush.choose('front', [
    repeat(4, (i) =>
      line(
        `M${480 + (i % 2) * 240} ${top + 250 + i * 60}L${720 - (i % 2) * 240} ${top + 310 + i * 60}`,
        accent.base,
        12,
      ),
    ),
    area(`M380 ${top + 230}H820V${top + 300}H380Z`, accent.base),
    repeat(5, (i) => line(`M520 ${top + 260 + i * 60}h160`, accent.base, 14)),
  ])
  const side = (x: number) => brush.form(box(x, 720, 96, 230, 36), main, line(`M${x} 760h100`, accent.base, 12), 0.6)
  return (
    brush.shadow(600, 1046, 350, 40) +
    side(324) +
    side(780) +
    line(`M560 ${top + 20}C550 ${top - 70} 650 ${top - 70} 640 ${top + 20}`, ink.base, 24) +
    brush.form(body, main, front) +
    brush.form(
      pocket,
      main,
      line('M440 740C520 716 680 716 760 740', main.deep, 12) +
        brush.choose('patch', [
          area(box(560, 820, 80, 80, 14), accent.base),
          area('M420 900H780V930H420Z', accent.base),
        ]),
    ) +
    (big
      ? brush.form(
          lid,
          brush.choose('lid', [main, accent]),
          stitch(`M400 ${top + 160}C500 ${top + 190} 700 ${top + 190} 800 ${top + 160}`, main.light),
        ) +
        line(`M490 ${top + 190}V640M710 ${top + 190}V640`, ink.base, 18) +
        area(box(474, 520, 32, 50, 8), rubber.light) +
        area(box(694, 520, 32, 50, 8), rubber.light)
      : line(`M410 ${top + 200}C450 ${top + 90} 750 ${top + 90} 790 ${top + 200}`, main.deep, 14) +
        area(box(776, top + 190, 22, 60, 11), accent.base))
  )
}

const tent: Kind = (brush) => {
  const { main, accent } = brush
  const tunnel = brush.choose('shape', [false, true])
  const outline = tunnel
    ? 'M110 860C150 640 260 440 420 400C600 370 820 420 930 540C1010 640 1060 760 1090 860Z'
    : 'M110 860C260 760 420 460 600 340C780 460 940 760 1090 860Z'
  const door = tunnel
    ? 'M300 862C310 680 370 540 440 510C520 560 580 700 590 862Z'
    : 'M430 862C470 720 540 560 600 470C660 560 730 720 770 862Z'
  const poles = tunnel
    ? 'M420 400C340 500 280 700 260 860M640 396C660 520 660 700 650 860M880 490C910 600 920 740 920 860'
    : 'M600 340C560 300 540 290 520 280M600 340C640 300 660 290 680 280' +
      'M600 340C480 500 340 740 270 860M600 340C720 500 860 740 930 860'
  return (
    brush.shadow(600, 870, 560, 44) +
    line('M150 840L70 900M1050 840L1130 900', ink.light, 5) +
    line('M70 892v26M1130 892v26', ink.base, 9) +
    brush.form(
      outline,
      main,
      area('M60 800H1140V880H60Z', main.dark) +
        line(poles, main.deep, 12, 'opacity=".55"') +
        brush.choose('panel', [
          area('M780 900C800 700 760 500 690 380L1100 700V900Z', main.dark, 'opacity=".6"'),
          area('M60 700H1140V728H60Z', accent.base),
        ]),
    ) +
    brush.form(door, ink, tunnel ? '' : area('M430 862C500 800 560 640 600 470L520 470L400 862Z', accent.base), 0.7) +
    line(door.replace('Z', ''), accent.base, 10) +
    (tunnel ? brush.form('M590 862C580 700 520 560 440 510C500 640 520 760 520 862Z', accent, '', 0.5) : '')
  )
}

const sleepingBag: Kind = (brush) => {
  const { main, accent } = brush
  const bag = symmetric(
    [600, 110],
    [730, 110, 800, 200, 800, 340],
    [820, 500, 780, 760, 740, 1000],
    [730, 1060, 680, 1070, 600, 1070],
  )
  return (
    brush.shadow(610, 1078, 260, 30) +
    turned(
      brush.form(
        bag,
        main,
        repeat(
          9,
          (i) =>
            line(
              `M360 ${420 + i * 76}C500 ${444 + i * 76} 700 ${444 + i * 76} 840 ${420 + i * 76}`,
              main.deep,
              9,
              'opacity=".45"',
            ) +
            line(
              `M360 ${432 + i * 76}C500 ${456 + i * 76} 700 ${456 + i * 76} 840 ${432 + i * 76}`,
              main.light,
              8,
              'opacity=".6"',
            ),
        ) +
          brush.choose('foot', [
            area('M380 900H820V1100H380Z', accent.base, 'opacity=".8"'),
            area('M680 380L900 400V1100H650Z', accent.base, 'opacity=".8"'),
          ]),
      ) +
        brush.form(ellipse(600, 270, 120, 110), accent, area(ellipse(600, 280, 92, 80), accent.deep), 0.6) +
        line('M600 384C640 520 660 760 664 1060', main.deep, 12) +
        line('M600 384C640 520 660 760 664 1060', chalk.base, 4, 'stroke-dasharray="5 8" stroke-linecap="butt"') +
        line('M560 380C540 430 550 460 530 490M640 380C660 420 640 450 660 480', ink.base, 8),
      brush.choose('lean', [6, -6]),
    )
  )
}

const rope: Kind = (brush) => {
  const { main, accent } = brush
  const fleck = brush.choose('fleck', ['10 26', '18 18', '30 40'])
  const strand = (d: string) =>
    line(d, main.deep, 42) +
    line(d, main.base, 34) +
    line(d, accent.base, 34, `stroke-dasharray="${fleck}" stroke-linecap="butt" opacity=".8"`) +
    line(d, main.light, 5, 'opacity=".5" transform="translate(-7 -8)"')
  return (
    brush.shadow(600, 1010, 340, 40) +
    repeat(5, (i) => strand(ellipse(600 + (i % 2 ? 14 : -12), 640 + i * 8, 300 - i * 36, 350 - i * 34))) +
    strand('M430 330C420 230 520 130 610 140C700 150 720 240 690 330') +
    repeat(4, (i) =>
      strand(`M${456 - i * 4} ${292 + i * 38}C540 ${322 + i * 38} 660 ${322 + i * 38} ${742 + i * 4} ${286 + i * 38}`),
    ) +
    strand('M740 400C840 440 900 560 880 700')
  )
}

const carabiner: Kind = (brush) => {
  const { main, accent } = brush
  const frame = brush.choose('shape', [
    'M470 330C440 200 560 140 660 170C790 210 810 360 790 520L740 860C720 990 560 1040 470 960C410 900 420 820 424 760',
    'M440 360C430 210 540 160 620 160C760 160 800 280 800 420V800C800 940 720 1020 620 1020C520 1020 440 960 440 820',
  ])
  const gate = brush.choose('shape', ['M466 350L426 750', 'M440 370V810'])
  return (
    brush.shadow(630, 1080, 240, 30) +
    turned(
      line(frame, main.deep, 84) +
        line(frame, main.base, 66, 'transform="translate(-4 -5)"') +
        line(frame, main.light, 14, 'transform="translate(-18 -14)"') +
        line(gate, steel.deep, 58) +
        line(gate, steel.base, 46) +
        line(gate, '#fff', 8, 'opacity=".7" transform="translate(-10 0)"') +
        brush.choose('sleeve', [
          line('M440 500V700', accent.deep, 76, 'stroke-linecap="butt"') +
            line('M440 500V700', accent.base, 64, 'stroke-linecap="butt"') +
            repeat(5, (i) => line(`M412 ${524 + i * 38}h56`, accent.deep, 8, 'opacity=".5"')),
          '',
        ]),
      14,
    )
  )
}

const chalkBag: Kind = (brush) => {
  const { main, accent } = brush
  const body = symmetric(
    [600, 420],
    [720, 420, 800, 410, 830, 400],
    [840, 600, 830, 860, 790, 950],
    [740, 1010, 660, 1016, 600, 1016],
  )
  return (
    brush.shadow(600, 1030, 310, 38) +
    area(ellipse(600, 400, 232, 92), main.deep) +
    area('M400 420C440 340 540 330 600 350C680 320 780 360 800 420C760 470 440 470 400 420Z', '#fbfaf6') +
    brush.form(
      body,
      main,
      brush.choose('cloth', [
        repeat(8, (i) => area(`M${330 + i * 74} 720l37-70l37 70l-37 70Z`, accent.base)),
        area('M340 560H860V640H340ZM340 670H860V690H340Z', accent.base),
        area('M340 1040L600 560L860 1040Z', accent.base) + area('M480 1040L660 700L900 1040Z', main.dark),
      ]) + stitch('M370 480C480 516 720 516 830 480', main.light, 6),
    ) +
    line('M370 402C380 500 820 500 830 402', accent.dark, 26) +
    line('M372 400C380 300 820 300 828 400', accent.base, 22) +
    line('M850 470C940 480 940 600 880 640', ink.base, 14) +
    area(box(850, 620, 56, 70, 16), ink.base)
  )
}

const poles: Kind = (brush) => {
  const { main, accent } = brush
  const one =
    line('M600 260V1020', ink.base, 22) +
    line('M600 420V760', main.base, 26) +
    line('M594 420V760', main.light, 6) +
    line('M600 520V580', accent.base, 26, 'stroke-linecap="butt"') +
    brush.form(box(572, 396, 56, 60, 14), ink, '', 0.4) +
    brush.form(box(576, 740, 48, 52, 12), ink, '', 0.4) +
    brush.form(
      box(570, 120, 60, 220, 30),
      brush.choose('grip', [rubber, { light: '#dcb78a', base: '#c79a66', dark: '#9c744a', deep: '#6b4d30' }]),
      '',
      0.5,
    ) +
    line('M590 140C510 180 520 300 584 310', accent.base, 16) +
    area(ellipse(600, 960, 60, 16), accent.base) +
    line('M600 990V1060', steel.base, 12)
  return (
    brush.shadow(600, 1064, 330, 30) +
    turned(`<g transform="translate(-70 0)">${one}</g>`, 16, 600, 640) +
    turned(`<g transform="translate(70 0)">${one}</g>`, -16, 600, 640)
  )
}

const stove: Kind = (brush) => {
  const { main, accent } = brush
  return (
    brush.shadow(600, 1030, 300, 38) +
    brush.form(
      'M420 720C420 690 450 680 500 680H700C750 680 780 690 780 720' +
        'V980C780 1010 750 1020 720 1020H480C450 1020 420 1010 420 980Z',
      main,
      area('M400 800H800V880H400Z', accent.base),
    ) +
    area('M560 640H640V690H560Z', steel.dark) +
    area(box(540, 560, 120, 90, 16), steel.base) +
    line('M660 604H770', steel.dark, 14) +
    line('M770 576v56', accent.base, 18) +
    line('M560 570L430 480M640 570L770 480M600 560V480', steel.dark, 16) +
    area(
      'M520 490C510 450 540 440 550 410C570 440 590 450 600 400C612 450 640 440 650 410C664 440 690 450 680 490Z',
      '#6ea8e8',
      'opacity=".8"',
    ) +
    brush.form('M400 240H800V420C800 460 770 470 740 470H460C430 470 400 460 400 420Z', steel, '', 0.8) +
    area(box(380, 216, 440, 36, 16), steel.dark) +
    line('M800 300C900 290 920 340 910 420', ink.base, 22) +
    area(circle(600, 206, 20), ink.base)
  )
}

export const outdoor: Record<string, Kind> = {
  backpack,
  tent,
  'sleeping-bag': sleepingBag,
  rope,
  carabiner,
  'chalk-bag': chalkBag,
  poles,
  stove,
}

import type { Kind } from './brush.ts'
import { chalk, glass, ink, rubber, steel } from './colours.ts'
import { area, box, circle, ellipse, line, repeat, stitch, turned } from './shapes.ts'

const socks: Kind = (brush) => {
  const { main, accent } = brush
  const tall = brush.choose('height', [180, 330, 440])
  const outline =
    `M470 ${tall}H690L694 640C700 700 760 730 850 780C930 826 940` +
    ` 900 880 920C760 950 620 930 540 870C470 820 462 740 466 640Z`
  const band = brush.choose('band', [
    area(`M400 ${tall + 70}H760V${tall + 116}H400Z`, accent.base),
    area(`M400 ${tall + 60}H760V${tall + 84}H400ZM400 ${tall + 104}H760V${tall + 128}H400Z`, accent.base),
    area(
      `M400 ${tall + 130}L580 ${tall + 210}L760 ${tall + 130}V${tall + 190}L580 ${tall + 270}L400 ${tall + 190}Z`,
      accent.base,
    ),
  ])
  const inside =
    band +
    area('M440 720C540 720 560 800 520 900L420 860Z', accent.base) +
    area('M960 740C850 760 820 830 850 960H990Z', accent.base) +
    repeat(11, (i) => line(`M${474 + i * 21} ${tall}v48`, main.deep, 6, 'opacity=".35"'))
  return (
    brush.shadow(620, 956, 380, 36) +
    `<g transform="translate(-110 -22)">${brush.form(outline, main, inside)}</g>` +
    `<g transform="translate(60 14)">${brush.form(outline, main, inside)}</g>`
  )
}

const cap: Kind = (brush) => {
  const { main, accent } = brush
  const crown = 'M250 690C240 480 380 330 560 330C740 330 850 470 860 680C700 720 420 730 250 690Z'
  const panels = brush.choose('panels', [
    area('M620 300C760 420 800 560 790 760H900V300Z', accent.base),
    area('M200 640C420 690 700 680 900 630V760H200Z', accent.base),
    repeat(
      14,
      (i) =>
        `<circle cx="${320 + (i % 5) * 44}" cy="${520 + Math.floor(i / 5) * 44}"` +
        ` r="9" fill="${main.deep}" opacity=".5"/>`,
    ),
  ])
  return (
    brush.shadow(640, 800, 440, 44) +
    brush.form('M640 690C760 620 880 620 980 680C1050 722 1080 770 1060 786C940 740 760 730 640 736Z', accent) +
    brush.form(
      crown,
      main,
      panels +
        line('M560 330C500 430 470 560 480 710', main.deep, 6, 'opacity=".6"') +
        line('M560 330C660 420 700 560 690 710', main.deep, 6, 'opacity=".6"'),
    ) +
    area(ellipse(560, 328, 30, 16), accent.dark) +
    stitch('M700 700C800 660 920 680 1030 756', accent.deep) +
    area(box(590, 520, 74, 74, 14), accent.light)
  )
}

const beanie: Kind = (brush) => {
  const { main, accent } = brush
  const stripes = brush.choose('knit', [
    area('M250 520H950V570H250ZM250 600H950V620H250Z', accent.base),
    repeat(12, (i) => area(`M${270 + i * 60} 620l30-56l30 56l-30 56Z`, accent.base)),
    repeat(4, (i) => area(`M250 ${420 + i * 80}H950V${450 + i * 80}H250Z`, accent.base)),
    '',
  ])
  const ribs = (y: number, height: number, colour: string) =>
    repeat(17, (i) => line(`M${296 + i * 38} ${y}v${height}`, colour, 8, 'opacity=".38"'))
  const bobble = brush.choose('bobble', [true, false])
  return (
    brush.shadow(600, 916, 380, 40) +
    (bobble
      ? brush.form(
          circle(600, 250, 104),
          accent,
          repeat(14, (i) => turned(line('M600 250V160', accent.light, 10, 'opacity=".6"'), i * 26, 600, 250)),
        )
      : '') +
    brush.form('M290 740C280 480 400 300 600 300S920 480 910 740Z', main, stripes + ribs(300, 440, main.deep)) +
    brush.form(box(262, 690, 676, 200, 60), brush.choose('cuff', [main, accent]), ribs(690, 200, main.deep))
  )
}

const glove: Kind = (brush, variation) => {
  const { main, accent } = brush
  const warm = variation.startsWith('warm')
  const width = warm ? 116 : 100
  const finger = (x: number, y: number, angle: number, long: number) =>
    turned(
      brush.form(
        box(x - width / 2, y - long, width, long + 90, width / 2),
        main,
        warm ? '' : area(`M${x - 60} ${y - long - 10}h120v54h-120Z`, accent.base),
        0.6,
      ),
      angle,
      x,
      y,
    )
  const palm =
    'M398 560C398 500 430 470 500 470H730C796 470 812 510 810 570C812 680 800 740 796 810H430C424 740 398 680 398 560Z'
  return (
    brush.shadow(600, 1060, 300, 32) +
    finger(452, 540, -11, warm ? 230 : 250) +
    finger(550, 510, -3, warm ? 290 : 310) +
    finger(654, 510, 4, warm ? 280 : 300) +
    finger(754, 550, 12, warm ? 200 : 220) +
    turned(brush.form(box(300, 540, 116, 320, 58), main, '', 0.7), -30, 436, 760) +
    brush.form(
      palm,
      main,
      brush.choose('back', [
        area('M470 560H740L700 690H510Z', accent.base),
        repeat(3, (i) => line(`M470 ${570 + i * 56}H740`, accent.base, 20)),
        area(circle(606, 610, 80), accent.base) + area(circle(606, 610, 44), main.dark),
      ]),
    ) +
    brush.form(
      box(warm ? 396 : 416, 780, warm ? 430 : 390, warm ? 240 : 150, 36),
      warm ? accent : main,
      line('M380 850H840', main.deep, 26) + stitch('M390 900H840', main.light),
    )
  )
}

const watch: Kind = (brush) => {
  const { main, accent } = brush
  const round = brush.choose('case', [true, false])
  const face = round ? circle(600, 580, 150) : box(462, 430, 276, 300, 56)
  const shell = round ? circle(600, 580, 198) : box(416, 384, 368, 392, 96)
  const display = round
    ? line('M600 460A120 120 0 1 1 498 642', accent.base, 20) + line('M540 600l40-52l36 40l48-60', chalk.base, 14)
    : line('M500 500H640', accent.base, 26) +
      line('M500 570H700M500 620H660', chalk.base, 14) +
      line('M500 680H580', accent.light, 14)
  const holes = repeat(5, (i) => area(ellipse(600, 900 + i * 34, 16, 9), main.deep))
  return (
    brush.shadow(600, 1096, 220, 26) +
    brush.form(
      'M482 440L500 150C504 110 540 96 600 96S696 110 700 150L718 440Z',
      main,
      line('M520 330H680M514 370H686', main.deep, 8),
      0.7,
    ) +
    brush.form('M482 720L510 1040C516 1076 560 1084 600 1084S684 1076 690 1040L718 720Z', main, holes, 0.7) +
    area(box(780, 520, 34, 50, 12), steel.dark) +
    area(box(780, 600, 34, 50, 12), accent.base) +
    brush.form(shell, brush.choose('shell', [ink, steel])) +
    brush.form(face, ink, display, 0.5)
  )
}

const belt: Kind = (brush) => {
  const { main, accent } = brush
  return (
    brush.shadow(600, 880, 440, 44) +
    line('M240 640C160 480 260 320 600 320S1040 480 960 640', main.dark, 44) +
    line('M250 636C180 490 270 340 600 340S1020 490 950 636', main.deep, 8, 'opacity=".5"') +
    brush.form(
      'M200 640C320 560 880 560 1000 640C1020 740 960 830 860 840C700 860 500 860 340 840C240 830 180 740 200 640Z',
      main,
      brush.choose('flash', [
        area('M200 760H1000V800H200Z', accent.base),
        area('M640 540L760 540L660 880H540Z', accent.base),
        repeat(6, (i) => line(`M${330 + i * 100} 800l40-50`, accent.base, 16)),
      ]),
    ) +
    line('M290 676C420 640 780 640 910 676', main.deep, 16) +
    line('M290 676C420 640 780 640 910 676', chalk.base, 5, 'stroke-dasharray="5 8" stroke-linecap="butt"') +
    area(box(890, 664, 70, 26, 13), accent.base) +
    brush.form(box(540, 276, 120, 92, 20), rubber, '', 0.5)
  )
}

const headlamp: Kind = (brush) => {
  const { main, accent } = brush
  return (
    brush.shadow(600, 900, 400, 42) +
    brush.form(
      'M250 560C250 380 400 290 600 290S950 380 950 560L880 600C870 460 760 400 600 400S330 460 320 600Z',
      accent,
      line('M280 560C290 400 430 340 600 340S910 400 920 560', accent.light, 14, 'stroke-dasharray="40 26"'),
    ) +
    brush.form(
      'M252 540C270 720 420 800 600 800S930 720 948 540L886 520C860 620 740 660 600 660S340 620 314 520Z',
      accent,
      brush.choose('strap', [line('M270 640C420 780 780 780 930 640', main.base, 22), '']),
    ) +
    brush.form(box(420, 560, 360, 280, 84), main) +
    brush.form(circle(540, 700, 92), ink, '', 0.6) +
    brush.form(circle(540, 700, 66), glass, area(circle(540, 700, 28), '#fff8d8'), 0.6) +
    area(circle(692, 664, 38), ink.base) +
    area(circle(692, 664, 22), '#fff8d8') +
    area(box(660, 730, 70, 24, 12), accent.base)
  )
}

const bottle: Kind = (brush) => {
  const { main, accent } = brush
  const steelBody = brush.choose('body', [false, true])
  const squeeze =
    'M440 340C440 300 470 290 500 290H700C730 290 760 300 760 340C760 420 720 440 720 500S770 580 770 640V1000' +
    'C770 1040 740 1050 700 1050H500C460 1050 430 1040 430 1000V640C430 580 480 560 480 500S440 420 440 340Z'
  const mark = brush.choose('mark', [
    area('M400 760H800V800H400ZM400 820H800V836H400Z', accent.base),
    area('M400 960L800 700V780L400 1040Z', accent.base),
    repeat(5, (i) => line(`M660 ${700 + i * 60}h${i % 2 ? 40 : 64}`, accent.base, 12)),
    area(circle(600, 800, 84), accent.base),
  ])
  const lid = steelBody
    ? brush.form(box(512, 150, 176, 130, 26), ink, '', 0.7) + line('M530 160C530 90 670 90 670 160', ink.base, 26)
    : brush.form('M560 150H640L660 220H720V290H480V220H540Z', accent, '', 0.7) +
      area(box(556, 116, 88, 50, 18), chalk.dark)
  return (
    brush.shadow(600, 1052, 250, 32) +
    lid +
    brush.form(
      steelBody ? box(440, 270, 320, 780, 64) : squeeze,
      main,
      mark + area('M480 380C470 600 470 800 480 1000H510V380Z', '#fff', 'opacity=".22"'),
    )
  )
}

export const extras: Record<string, Kind> = { socks, cap, beanie, glove, watch, belt, headlamp, bottle }

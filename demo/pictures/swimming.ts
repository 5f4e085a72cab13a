import type { Kind } from './brush.ts'
import { brightness, chalk, glass, ink, mix, rubber, tones } from './colours.ts'
import { area, ellipse, line, repeat, symmetric } from './shapes.ts'

const swimsuit: Kind = (brush) => {
  const { main, accent } = brush
  const outline = symmetric(
    [600, 430],
    [660, 420, 690, 330, 694, 150],
    [738, 150],
    [744, 320, 760, 400, 800, 460],
    [770, 580, 770, 640, 812, 780],
    [720, 820, 670, 900, 650, 1030],
    [630, 1040, 610, 1040, 600, 1040],
  )
  const pattern = brush.choose('pattern', [
    area('M300 440C420 600 420 760 340 900H250V440ZM900 440C780 600 780 760 860 900H950V440Z', accent.base),
    repeat(4, (i) =>
      line(
        `M340 ${560 + i * 80}C460 ${500 + i * 80} 560 ${640 + i * 80}` +
          ` 660 ${580 + i * 80}S820 ${520 + i * 80} 900 ${580 + i * 80}`,
        accent.base,
        22,
      ),
    ),
    area('M300 420L860 900L820 1000L300 560Z', accent.base),
  ])
  return (
    brush.shadow(600, 1078, 240, 28) +
    area('M506 156C500 360 540 470 600 470S700 360 694 156C680 300 640 340 600 340S520 300 506 156Z', main.deep) +
    brush.form(outline, main, pattern) +
    line('M506 156C510 330 540 430 600 430S690 330 694 156', accent.dark, 10)
  )
}

const swimCap: Kind = (brush) => {
  const { main, accent } = brush
  const pattern = brush.choose('pattern', [
    area('M500 250C600 400 640 640 600 900H760C780 640 720 400 620 240Z', accent.base),
    repeat(5, (i) =>
      line(`M230 ${620 + i * 46}C400 ${540 + i * 46} 560 ${700 + i * 46} 960 ${580 + i * 46}`, accent.base, 16),
    ),
    area('M200 720C460 620 760 640 1000 740V900H200Z', accent.base),
  ])
  return (
    brush.shadow(600, 912, 400, 42) +
    brush.form(
      'M240 800C200 520 340 280 610 276C880 280 1000 520 960 800C948 850' +
        ' 900 880 850 860C700 810 500 810 350 860C300 880 250 850 240 800Z',
      main,
      pattern +
        line('M610 276C640 420 640 640 620 830', main.deep, 7, 'opacity=".45"') +
        area('M330 520C350 420 430 350 520 340C450 400 400 470 390 560Z', '#fff', 'opacity=".4"'),
    ) +
    line('M250 812C256 850 300 870 352 850C500 800 700 800 848 850C900 870 944 850 950 812', main.dark, 12)
  )
}

const swimGoggles: Kind = (brush) => {
  const { main, accent } = brush
  const lens = tones(mix(brush.choose('tint', [glass.base, accent.base, ink.light]), '#ffffff', 0.1))
  const small = brush.choose('frame', [0, 1])
  const left = small
    ? 'M250 590C260 500 350 470 450 484C530 496 570 540 560 600C550 670 480 720 390 714C300 708 244 660 250 590Z'
    : 'M220 590C230 470 340 430 460 450C550 470 580 540 566 610C550 700 460 750 370 740C270 730 212 680 220 590Z'
  const eye = (flip: string) =>
    `<g${flip}>` +
    brush.form(left, main) +
    `<g transform="translate(62 94) scale(.845)">${brush.form(
      left,
      lens,
      area('M220 700L400 420H480L300 760Z', '#fff', 'opacity=".35"'),
      0.7,
    )}</g></g>`
  return (
    brush.shadow(600, 860, 420, 38) +
    line('M236 560C170 380 380 280 600 280S1030 380 964 560', main.dark, 36) +
    line('M246 640C170 480 360 360 600 360S1030 480 954 640', main.base, 36) +
    line('M250 630C180 480 370 372 600 372', main.light, 6, 'opacity=".7"') +
    line('M540 580C570 550 630 550 660 580', brightness(main.base) > 0.6 ? rubber.base : accent.base, 30) +
    eye('') +
    eye(' transform="translate(1200 0) scale(-1 1)"')
  )
}

const kickboard: Kind = (brush) => {
  const { main, accent } = brush
  const outline = symmetric(
    [600, 150],
    [740, 150, 830, 230, 840, 400],
    [850, 560, 800, 640, 810, 760],
    [824, 900, 860, 1000, 800, 1030],
    [740, 1050, 700, 980, 600, 980],
  )
  return (
    brush.shadow(600, 1066, 280, 30) +
    `<g transform="translate(26 8)">${brush.form(outline, chalk)}</g>` +
    brush.form(
      outline,
      main,
      brush.choose('mark', [
        area('M300 600C500 500 700 700 900 600V700C700 800 500 600 300 700Z', accent.base),
        area('M300 150H900V330H300Z', accent.base) + line('M300 360H900', accent.base, 12),
      ]),
    ) +
    area(ellipse(600, 300, 70, 32), main.deep, 'opacity=".5"')
  )
}

const fins: Kind = (brush) => {
  const { main, accent } = brush
  const blade = 'M470 420C440 600 400 800 390 980C440 1050 620 1050 680 980C664 800 640 600 610 420Z'
  const one =
    brush.form(
      blade,
      main,
      repeat(4, (i) => line(`M${490 + i * 34} 480L${440 + i * 66} 1010`, main.dark, 12)) +
        area('M360 930H720V980H360Z', accent.base),
    ) +
    brush.form(
      'M450 460C440 340 450 250 470 210C500 170 580 170 610 210C632 260 640 340 630 460C580 490 500 490 450 460Z',
      main,
      area('M490 240C510 214 570 214 590 240C600 270 580 300 540 300S480 270 490 240Z', main.deep) +
        line('M440 400H640', accent.base, 22),
    )
  return (
    brush.shadow(600, 1062, 380, 30) +
    `<g transform="translate(-96 10) rotate(6 540 600)">${one}</g>` +
    `<g transform="translate(222 0) rotate(-6 540 600)">${one}</g>`
  )
}

export const swimming: Record<string, Kind> = {
  swimsuit,
  'swim-cap': swimCap,
  'swim-goggles': swimGoggles,
  kickboard,
  fins,
}

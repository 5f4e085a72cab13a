import type { Brush, Kind } from './brush.ts'
import { chalk } from './colours.ts'
import { area, box, circle, line, repeat, symmetric } from './shapes.ts'

function shirtPattern(brush: Brush): string {
  const { main, accent } = brush
  return brush.choose('pattern', [
    () => area('M200 470H1000V560H200Z', accent.base) + area('M200 580H1000V600H200Z', accent.base),
    () => area('M300 200L420 200L960 1010H840Z', accent.base) + area('M450 200L480 200L1010 1000H980Z', accent.light),
    () => repeat(5, (i) => area(`M200 ${420 + i * 120}H1000V${472 + i * 120}H200Z`, accent.base)),
    () => area('M150 200H1050V400C800 450 700 470 600 470S400 450 150 400Z', accent.base),
    () =>
      area('M350 400C430 600 430 800 380 1020H300V400Z', accent.base) +
      area('M850 400C770 600 770 800 820 1020H900V400Z', accent.base),
    () =>
      repeat(4, (i) => line(`M340 ${640 + i * 80}L600 ${540 + i * 80}L860 ${640 + i * 80}`, accent.base, 22 - i * 4)),
    () =>
      `<circle cx="690" cy="420" r="26" fill="${accent.base}"/>` +
      line('M370 900C520 860 680 960 830 900', main.dark, 8) +
      line('M370 930C520 890 680 990 830 930', accent.base, 14),
  ])()
}

const folds = (colour: string) =>
  line('M420 980C430 880 420 800 400 700', colour, 14, 'opacity=".28"') +
  line('M770 990C760 880 780 780 800 700', colour, 18, 'opacity=".28"') +
  line('M560 990C570 930 560 900 552 860', colour, 12, 'opacity=".2"')

function neck(brush: Brush, trim: string): string {
  return (
    area('M498 218C540 196 660 196 702 218C690 290 650 316 600 316S510 290 498 218Z', brush.main.deep) +
    line('M496 216C510 290 550 320 600 320S690 290 704 216', trim, 20)
  )
}

const tshirt: Kind = (brush) => {
  const { main, accent } = brush
  const outline = symmetric(
    [600, 316],
    [650, 316, 690, 290, 704, 212],
    [770, 236],
    [840, 270, 940, 330, 1000, 430],
    [960, 480, 920, 520, 884, 544],
    [860, 500, 840, 480, 826, 462],
    [836, 640, 836, 820, 838, 990],
    [760, 1012, 680, 1014, 600, 1014],
  )
  const cuffs =
    line('M1000 430C960 480 920 520 884 544', accent.base, 36) +
    line('M200 430C240 480 280 520 316 544', accent.base, 36)
  return (
    brush.shadow(600, 1070, 330, 34) +
    neck(brush, accent.base) +
    brush.form(
      outline,
      main,
      shirtPattern(brush) +
        brush.choose('cuffs', [cuffs, '']) +
        folds(main.deep) +
        line('M772 240C800 330 822 400 826 470M428 240C400 330 378 400 374 470', main.deep, 5, 'opacity=".5"'),
    ) +
    line('M496 214C510 290 550 320 600 320S690 290 704 214', brush.choose('trim', [accent.base, main.dark]), 18)
  )
}

const singlet: Kind = (brush) => {
  const { main, accent } = brush
  const outline = symmetric(
    [600, 400],
    [670, 390, 690, 320, 694, 206],
    [760, 206],
    [756, 340, 780, 430, 850, 486],
    [840, 640, 846, 820, 850, 990],
    [760, 1014, 680, 1014, 600, 1014],
  )
  return (
    brush.shadow(600, 1070, 320, 34) +
    area('M502 212C540 236 660 236 698 212C690 330 660 400 600 402S510 330 502 212Z', main.deep) +
    brush.form(outline, main, shirtPattern(brush) + folds(main.deep)) +
    line('M506 212C510 320 530 400 600 402S690 320 694 212', accent.base, 16) +
    line('M764 212C760 340 784 430 846 484M436 212C440 340 416 430 354 484', accent.base, 16)
  )
}

const sleeveRight =
  'M742 250C840 270 900 330 930 430C960 560 990 740 1000 900C970 924 930 924 896 912C880 760 850 620 800 480Z'
const sleeveLeft =
  'M458 250C360 270 300 330 270 430C240 560 210 740 200 900C230 924 270 924 304 912C320 760 350 620 400 480Z'
const torso = symmetric(
  [600, 260],
  [650, 260, 690, 240, 704, 210],
  [740, 220, 790, 246, 820, 290],
  [828, 500, 836, 760, 842, 984],
  [760, 1006, 680, 1008, 600, 1008],
)

const longsleeve: Kind = (brush) => {
  const { main, accent } = brush
  const sleeves = brush.choose('sleeves', [main, accent])
  const cuff = line('M1010 880C970 900 930 900 884 886M190 880C230 900 270 900 316 886', main.dark, 40)
  const ribs = repeat(4, (i) => line(`M380 ${860 + i * 34}H830`, main.dark, 6, 'opacity=".4"'))
  return (
    brush.shadow(600, 1066, 400, 34) +
    neck(brush, main.dark) +
    brush.form(sleeveRight, sleeves, cuff) +
    brush.form(sleeveLeft, sleeves, cuff) +
    brush.form(torso, main, brush.choose('body', [() => ribs, () => shirtPattern(brush)])() + folds(main.deep)) +
    brush.choose('zip', [line('M600 250V520', main.deep, 10) + area(box(590, 500, 20, 60, 10), accent.base), '']) +
    brush.form(
      'M500 216C510 180 560 160 600 160S690 180 700 216C690 262 650 282 600 282S510 262 500 216Z',
      brush.choose('collar', [main, accent]),
      area('M524 206C560 184 640 184 676 206C650 230 550 230 524 206Z', main.deep),
      0.6,
    )
  )
}

const jacket: Kind = (brush) => {
  const { main, accent } = brush
  const quilted = brush.choose('cloth', [false, true, false])
  const quilt = quilted
    ? repeat(
        8,
        (i) =>
          line(
            `M340 ${340 + i * 86}C480 ${366 + i * 86} 720 ${366 + i * 86} 870 ${340 + i * 86}`,
            main.deep,
            9,
            'opacity=".45"',
          ) +
          line(
            `M340 ${352 + i * 86}C480 ${378 + i * 86} 720 ${378 + i * 86} 870 ${352 + i * 86}`,
            main.light,
            9,
            'opacity=".6"',
          ),
      )
    : brush.choose('yoke', [
        area('M300 180H900V430C760 470 700 440 600 440S440 470 300 430Z', accent.base),
        area('M340 700C500 740 700 640 880 700V1020H340Z', accent.base),
        area('M330 400C440 560 440 800 400 1020H320Z', accent.base) +
          area('M870 400C760 560 760 800 800 1020H880Z', accent.base),
      ])
  const armQuilt = quilted
    ? repeat(6, (i) =>
        line(
          `M190 ${420 + i * 84}L400 ${446 + i * 84}M1010 ${420 + i * 84}L800 ${446 + i * 84}`,
          main.deep,
          9,
          'opacity=".45"',
        ),
      )
    : ''
  const cuff = line('M1012 890C970 910 930 910 880 896M188 890C230 910 270 910 320 896', main.deep, 34)
  const hood = 'M462 250C440 150 520 92 600 92S760 150 738 250C700 300 650 320 600 320S500 300 462 250Z'
  return (
    brush.shadow(600, 1066, 410, 36) +
    brush.form(sleeveRight, main, armQuilt + cuff) +
    brush.form(sleeveLeft, main, armQuilt + cuff) +
    brush.form(torso, main, quilt + folds(main.deep)) +
    brush.form(
      hood,
      main,
      area('M516 240C506 170 550 140 600 140S694 170 684 240C660 272 540 272 516 240Z', main.deep) +
        line('M516 240C506 170 550 140 600 140S694 170 684 240', accent.base, 8),
    ) +
    line('M600 330V1004', main.deep, 16) +
    line('M600 330V1004', accent.light, 6, 'stroke-dasharray="5 8" stroke-linecap="butt"') +
    area(box(586, 336, 28, 70, 14), accent.base) +
    line('M450 720L420 860M750 720L780 860', main.deep, 12) +
    brush.choose('chest', [line('M680 440H770', main.deep, 10), area(circle(700, 440, 18), accent.light)])
  )
}

const vest: Kind = (brush) => {
  const { main, accent } = brush
  const half = (flip: string) =>
    `<g${flip}>` +
    brush.form(
      'M596 330C560 320 520 270 500 200L420 214C430 340 410 430' +
        ' 350 500C340 660 350 820 360 900C430 930 520 940 596 930Z',
      main,
      area('M340 640H600V960H340Z', main.dark) +
        line('M350 640H600', accent.base, 14) +
        line('M360 780C440 800 520 800 600 790', accent.base, 8),
    ) +
    brush.form(box(452, 392, 104, 210, 34), accent, line('M446 450H560', accent.deep, 8), 0.6) +
    '</g>'
  return (
    brush.shadow(600, 1030, 320, 34) +
    area('M430 220C500 260 700 260 770 220C780 420 840 460 840 520V880H360V520C360 460 420 420 430 220Z', main.deep) +
    half('') +
    half(' transform="translate(1200 0) scale(-1 1)"') +
    line('M560 560H640M560 700H640', accent.light, 16) +
    line('M504 400C490 340 500 320 530 310', chalk.base, 14)
  )
}

export const tops: Record<string, Kind> = { tshirt, singlet, longsleeve, jacket, vest }

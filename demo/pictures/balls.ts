import type { Kind } from './brush.ts'
import { chalk, cork, mix, tones } from './colours.ts'
import { area, circle, line, repeat, turned } from './shapes.ts'

const gloss = (x: number, y: number, r: number) =>
  `<ellipse cx="${x - r * 0.36}" cy="${y - r * 0.46}" rx="${r * 0.34}" ry="${r * 0.2}" fill="#fff" opacity=".34" ` +
  `transform="rotate(-38 ${x - r * 0.36} ${y - r * 0.46})"/>`

const pentagon = (x: number, y: number, r: number, turn: number) => {
  const points = Array.from({ length: 5 }, (_, i) => {
    const angle = ((turn + i * 72) * Math.PI) / 180
    return `${Math.round(x + r * Math.sin(angle))} ${Math.round(y - r * Math.cos(angle))}`
  })
  return `M${points.join('L')}Z`
}

const spoke = (i: number, r: number) => {
  const angle = (i * 72 * Math.PI) / 180
  return [Math.round(600 + r * Math.sin(angle)), Math.round(600 - r * Math.cos(angle))]
}

const football: Kind = (brush) => {
  const { main, accent } = brush
  const panels = brush.choose('panels', [
    () =>
      area(pentagon(600, 600, 132, 0), accent.base) +
      repeat(5, (i) => {
        const [x, y] = spoke(i, 342)
        const [a, b] = spoke(i, 132)
        const [c, d] = spoke(i, 250)
        return (
          line(`M${a} ${b}L${c} ${d}`, main.deep, 9, 'opacity=".5"') +
          area(pentagon(x ?? 0, y ?? 0, 112, i * 72 + 180), accent.base)
        )
      }),
    () =>
      area(circle(600, 600, 108), accent.base) +
      repeat(5, (i) =>
        turned(
          area('M600 300C660 310 700 360 690 410C650 450 550 450 510 410C500 360 540 310 600 300Z', accent.base) +
            line('M600 492V440M690 410C760 430 800 470 830 520', main.deep, 10, 'opacity=".45"') +
            area('M480 240C540 200 660 200 720 240L600 268Z', main.deep, 'opacity=".5"'),
          i * 72,
        ),
      ),
    () =>
      area(pentagon(600, 600, 150, 36), main.dark) +
      line(pentagon(600, 600, 150, 36), accent.base, 22) +
      repeat(5, (i) => {
        const [x, y] = spoke(i, 350)
        return (
          turned(line('M600 750V860', accent.base, 16), i * 72) +
          area(pentagon(x ?? 0, y ?? 0, 120, i * 72 + 180), i % 2 ? accent.base : accent.dark)
        )
      }),
  ])()
  return (
    brush.shadow(600, 966, 330, 44) +
    brush.form(circle(600, 600, 360), main, turned(panels, brush.choose('turn', [8, 20, -14]))) +
    gloss(600, 600, 360)
  )
}

const basketball: Kind = (brush) => {
  const { main, accent } = brush
  const seams =
    line('M240 600C400 520 800 520 960 600M600 230C520 400 520 800 600 970', main.deep, 15) +
    line('M330 300C520 440 520 780 330 900M870 300C680 440 680 780 870 900', main.deep, 15)
  const panel = brush.choose('panel', [
    area(
      'M600 230C520 400 520 800 600 970C800 970 1000 800 980 600C960 300 800 230 600 230Z',
      accent.base,
      'opacity=".9"',
    ),
    '',
  ])
  const grain = repeat(
    40,
    (i) =>
      `<circle cx="${300 + ((i * 97) % 600)}" cy="${300 + ((i * 61) % 600)}" r="5" fill="${main.deep}" opacity=".25"/>`,
  )
  return (
    brush.shadow(600, 966, 330, 44) +
    brush.form(circle(600, 600, 360), main, turned(panel + grain + seams, brush.choose('turn', [-24, 14, 32]))) +
    gloss(600, 600, 360)
  )
}

const volleyball: Kind = (brush) => {
  const { main, accent } = brush
  const third =
    area('M600 600C620 440 760 320 960 330C1000 500 980 620 900 730C800 700 700 660 600 600Z', accent.base) +
    line('M604 540C640 400 780 290 960 300M640 622C740 670 820 710 920 740', main.deep, 9, 'opacity=".5"') +
    line('M690 560C730 480 820 420 960 420M760 650C790 600 850 560 980 560', accent.deep, 9, 'opacity=".5"') +
    line('M600 600C620 440 740 320 900 290', main.deep, 11, 'opacity=".6"')
  return (
    brush.shadow(600, 966, 330, 44) +
    brush.form(
      circle(600, 600, 360),
      main,
      turned(
        repeat(3, (i) => turned(third, i * 120)),
        brush.choose('turn', [0, 40, 80]),
      ),
    ) +
    gloss(600, 600, 360)
  )
}

const three: [number, number, number][] = [
  [420, 760, 186],
  [790, 770, 186],
  [610, 480, 186],
]

const tennisBalls: Kind = (brush) => {
  const felt = tones(brush.choose('felt', ['#cfdc4a', '#d8e04f']))
  return (
    brush.shadow(610, 956, 430, 40) +
    three
      .map(
        ([x, y, r], i) =>
          brush.form(
            circle(x, y, r),
            felt,
            turned(
              line(`M${x - r} ${y - 96}C${x - 40} ${y - 60} ${x - 40} ${y + 60} ${x - r} ${y + 96}`, chalk.base, 18) +
                line(`M${x + r} ${y - 96}C${x + 40} ${y - 60} ${x + 40} ${y + 60} ${x + r} ${y + 96}`, chalk.base, 18),
              [20, -50, 75][i] ?? 0,
              x,
              y,
            ),
            0.8,
          ) + gloss(x, y, r),
      )
      .join('')
  )
}

const tableTennisBalls: Kind = (brush) =>
  brush.shadow(610, 946, 420, 38) +
  three
    .map(
      ([x, y, r]) =>
        brush.form(
          circle(x, y, r),
          brush.main,
          area(`M${x - 40} ${y + 18}h80l-64 48l24-76l24 76Z`, brush.accent.base),
          0.8,
        ) + gloss(x, y, r),
    )
    .join('')

const shuttlecock: Kind = (brush) => {
  const { main, accent } = brush
  const skirt = 'M500 760C480 600 400 360 330 220C420 160 780 160 870 220C800 360 720 600 700 760Z'
  const feathers = repeat(7, (i) => {
    const top = 340 + i * 86
    return (
      area(
        `M${540 + i * 20} 760L${top} ${200 + Math.abs(i - 3) * 10}l60 0Z`,
        i % 2 ? main.light : mix(main.dark, main.base, 0.5),
      ) + line(`M${540 + i * 20} 760L${top + 26} 190`, main.deep, 7, 'opacity=".6"')
    )
  })
  const threads = line('M440 540C520 566 680 566 760 540M470 640C540 660 660 660 730 640', accent.base, 12)
  return (
    brush.shadow(600, 1010, 300, 34) +
    turned(
      brush.form(skirt, main, feathers + threads) +
        brush.form(
          'M488 740H712V820C712 900 660 940 600 940S488 900 488 820Z',
          brush.choose('head', [cork, chalk]),
          area('M470 740H730V790H470Z', accent.base),
        ),
      brush.choose('lean', [12, -12]),
    )
  )
}

export const balls: Record<string, Kind> = {
  football,
  basketball,
  volleyball,
  'tennis-balls': tennisBalls,
  'table-tennis-balls': tableTennisBalls,
  shuttlecock,
}

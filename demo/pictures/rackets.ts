import type { Kind } from './brush.ts'
import { chalk, cork, ink, tones } from './colours.ts'
import { area, box, circle, ellipse, line, repeat, symmetric, turned } from './shapes.ts'

const bed = tones('#fbfaf5')

function strings(step: number, colour: string, left: number, right: number, top: number, bottom: number): string {
  const across = Math.round((bottom - top) / step)
  const down = Math.round((right - left) / step)
  const d =
    Array.from({ length: across }, (_, i) => `M${left} ${top + i * step}H${right}`).join('') +
    Array.from({ length: down }, (_, i) => `M${left + i * step} ${top}V${bottom}`).join('')
  return line(d, colour, 4)
}

function grip(x: number, y: number, width: number, height: number, colours: { base: string; deep: string }): string {
  return repeat(Math.floor(height / 40), (i) =>
    line(`M${x - 10} ${y + 30 + i * 40}L${x + width + 10} ${y + i * 40}`, colours.deep, 7, 'opacity=".5"'),
  )
}

const tennisRacket: Kind = (brush) => {
  const { main, accent } = brush
  const long = brush.choose('head', [276, 262])
  const racket =
    line('M468 612C520 730 572 780 584 900M732 612C680 730 628 780 616 900', main.dark, 34) +
    line(
      'M468 612C520 730 572 780 584 900M732 612C680 730 628 780 616 900',
      main.base,
      20,
      'transform="translate(-3 -2)"',
    ) +
    '<g opacity=".85">' +
    brush.form(ellipse(600, 400, 208, long), bed, strings(26, '#b9bdb8', 392, 810, 124, 680), 0.2) +
    '</g>' +
    line(ellipse(600, 400, 212, long), main.dark, 44) +
    line(ellipse(598, 397, 212, long), main.base, 32) +
    line(`M410 300A212 ${long} 0 0 1 560 128`, main.light, 8) +
    brush.choose('flash', [
      line(
        `M750 210A212 ${long} 0 0 1 812 400M450 590A212 ${long} 0 0 1 388 400`,
        accent.base,
        32,
        'stroke-linecap="butt"',
      ),
      line(`M560 ${402 - long}A212 ${long} 0 0 1 740 197`, accent.base, 32, 'stroke-linecap="butt"'),
      line(
        `M394 360A212 ${long} 0 0 1 420 250M806 360A212 ${long} 0 0 0 780 250`,
        accent.base,
        32,
        'stroke-linecap="butt"',
      ),
    ]) +
    line('M524 712C564 690 636 690 676 712', main.dark, 26) +
    brush.form(
      box(568, 860, 64, 300, 18),
      ink,
      grip(568, 880, 64, 280, ink) + area('M560 860H640V884H560Z', accent.base),
      0.5,
    )
  return `${brush.shadow(620, 1090, 360, 34)}<g transform="translate(10 -36)">${turned(racket, 28, 600, 640)}</g>`
}

const badmintonRacket: Kind = (brush) => {
  const { main, accent } = brush
  const head = brush.choose('head', [
    ellipse(600, 300, 166, 206),
    symmetric([600, 96], [720, 96, 780, 190, 764, 330], [750, 450, 680, 504, 600, 504]),
  ])
  const racket =
    area(box(590, 490, 20, 410), '#838b95') +
    area(box(593, 490, 6, 410), '#d5dade') +
    area(box(590, 540, 20, 120), accent.base) +
    `<g opacity=".85">${brush.form(head, bed, strings(22, '#b9bdb8', 430, 772, 96, 508), 0.2)}</g>` +
    line(head, main.dark, 24) +
    line(head, main.base, 15) +
    line('M470 180A166 206 0 0 1 600 96', accent.base, 15, 'stroke-linecap="butt"') +
    area('M570 506H630L614 560H586Z', main.dark) +
    brush.form(
      box(574, 880, 52, 260, 14),
      main,
      grip(574, 890, 52, 240, main) + area('M560 880H640V900H560Z', accent.base),
      0.5,
    )
  return `${brush.shadow(620, 1090, 340, 32)}<g transform="translate(10 -30)">${turned(racket, 30, 600, 630)}</g>`
}

const padelRacket: Kind = (brush) => {
  const { main, accent } = brush
  const face = brush.choose('shape', [
    symmetric([600, 120], [760, 120, 850, 230, 846, 390], [840, 540, 740, 660, 660, 760], [600, 760]),
    symmetric([600, 120], [780, 120, 856, 250, 850, 400], [842, 580, 740, 670, 650, 760], [600, 760]),
  ])
  const holes = repeat(27, (i) => {
    const row = Math.floor(i / 6)
    return `<circle cx="${450 + (i % 6) * 58 + (row % 2) * 10}" cy="${280 + row * 62}" r="13" fill="${main.deep}"/>`
  })
  const art = brush.choose('art', [
    area('M300 420L900 200V330L300 560Z', accent.base),
    area('M600 100H900V760H600Z', accent.base, 'opacity=".85"'),
    area('M300 600C500 520 700 700 900 560V800H300Z', accent.base),
  ])
  const racket =
    brush.form(face, main, art + holes) +
    line(face, ink.base, 14, 'opacity=".8"') +
    area('M560 640L600 740L640 640C620 620 580 620 560 640Z', '#e9e6df') +
    brush.form(box(560, 750, 80, 300, 22), ink, grip(560, 770, 80, 270, ink), 0.5) +
    line('M600 1046C560 1100 640 1140 640 1080', chalk.dark, 10)
  return brush.shadow(620, 1080, 340, 34) + turned(racket, 22, 600, 620)
}

const tableTennisBat: Kind = (brush) => {
  const { main, accent } = brush
  const blade =
    'M600 170C800 170 900 320 890 470C884 600 780 700 680 740H520C420 700 316 600 310 470C300 320 400 170 600 170Z'
  const bat =
    `<g transform="translate(14 6)">${brush.form(blade, cork)}</g>` +
    brush.form(blade, main, area('M300 676H900V800H300Z', cork.light) + line('M300 676H900', cork.dark, 7)) +
    brush.form(
      'M546 720H654L640 800C636 900 650 960 656 1020C640 1050 560 1050 544 1020C550 960 564 900 560 800Z',
      cork,
      brush.choose('handle', [
        area('M586 700H614V1060H586Z', accent.base),
        area('M530 700H572V1060H530ZM628 700H670V1060H628Z', accent.base),
        area('M500 900H700V960H500Z', accent.base),
      ]),
      0.7,
    )
  return (
    brush.shadow(620, 1060, 330, 34) +
    turned(bat, brush.choose('lean', [26, 18, -22]), 600, 600) +
    brush.form(circle(930, 950, 74), chalk, '', 0.5)
  )
}

const racketBag: Kind = (brush) => {
  const { main, accent } = brush
  return (
    brush.shadow(600, 1040, 380, 40) +
    line('M360 470C280 620 290 780 380 860', main.deep, 34) +
    brush.form(
      'M600 140C800 140 890 300 870 480C850 640 800 700 790 860L780 980C760 1030' +
        ' 440 1030 420 980L410 860C400 700 350 640 330 480C310 300 400 140 600 140Z',
      main,
      brush.choose('flap', [
        area('M300 640L900 520V640L300 760Z', accent.base),
        area('M300 800H900V830H300ZM300 850H900V1040H300Z', accent.base),
      ]),
    ) +
    line('M410 330C460 230 740 230 790 330', main.deep, 14) +
    line('M410 330C460 230 740 230 790 330', chalk.base, 5, 'stroke-dasharray="5 8" stroke-linecap="butt"') +
    brush.form(box(450, 700, 300, 240, 40), main, line('M470 760H730', main.deep, 12), 0.7) +
    line('M560 136C550 90 650 90 640 136', accent.base, 22)
  )
}

export const rackets: Record<string, Kind> = {
  'tennis-racket': tennisRacket,
  'badminton-racket': badmintonRacket,
  'padel-racket': padelRacket,
  'table-tennis-bat': tableTennisBat,
  'racket-bag': racketBag,
}

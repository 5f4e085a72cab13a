export function circle(x: number, y: number, r: number): string {
  return ellipse(x, y, r, r)
}

export function ellipse(x: number, y: number, rx: number, ry: number): string {
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 ${-rx * 2} 0Z`
}

export function box(x: number, y: number, width: number, height: number, r = 0): string {
  return (
    `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` +
    `h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - height}a${r} ${r} 0 0 1 ${r} ${-r}Z`
  )
}

type Step = [number, number] | [number, number, number, number, number, number]

// Half an outline, from the top of the middle axis (x 600) down its right side, becomes the whole one.
export function symmetric(start: [number, number], ...steps: Step[]): string {
  const write = (numbers: number[]) => `${numbers.length === 2 ? 'L' : 'C'}${numbers.join(' ')}`
  const back: string[] = []
  steps.forEach((step, i) => {
    const before = i === 0 ? start : (steps[i - 1] ?? start).slice(-2)
    const controls = step.length === 6 ? [step[2], step[3], step[0], step[1]] : []
    back.unshift(write([...controls, ...before].map((value, at) => (at % 2 === 0 ? 1200 - value : value))))
  })
  const [x, y] = steps[steps.length - 1]?.slice(-2) ?? start
  return `M${start.join(' ')}${steps.map(write).join('')}L${1200 - (x ?? 600)} ${y}${back.join('')}Z`
}

export function line(d: string, colour: string, width: number, extra = ''): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"${extra ? ` ${extra}` : ''}/>`
}

export function area(d: string, colour: string, extra = ''): string {
  return `<path d="${d}" fill="${colour}"${extra ? ` ${extra}` : ''}/>`
}

export function stitch(d: string, colour: string, width = 4): string {
  return line(d, colour, width, 'stroke-dasharray="14 10" opacity=".7"')
}

export function turned(drawing: string, angle: number, x = 600, y = 600): string {
  return `<g transform="rotate(${angle} ${x} ${y})">${drawing}</g>`
}

export function repeat(count: number, draw: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => draw(i)).join('')
}

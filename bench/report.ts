export type Row = { what: string; figure: string; besides?: string; ratio?: string; aim?: string }

export function print(rows: readonly Row[]) {
  const head = { what: '', figure: 'measured', besides: 'beside it', ratio: 'ratio', aim: 'aim' }
  const columns = ['what', 'figure', 'besides', 'ratio', 'aim'] as const
  const all = [head, ...rows]
  const widths = columns.map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  console.log()
  for (const row of all)
    console.log(
      columns
        .map((column, index) => (row[column] ?? '').padEnd(widths[index] as number))
        .join('   ')
        .trimEnd(),
    )
  console.log()
}

export function median(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(values: readonly number[], share: number) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN
}

export function perSecond(value: number) {
  return `${Math.round(value).toLocaleString('en')}/s`
}

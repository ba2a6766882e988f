/** A Markdown table, laid out as the formatter lays it out: words to the left in the first column, figures to the right. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows
  const widths = header.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0), MIN_WIDTH),
  )
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const padded = (row: readonly string[]): string =>
    line(
      row.map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? cell.padEnd(width) : cell.padStart(width)
      }),
    )
  const rule = line(
    widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  )
  return [padded(header), rule, ...body.map(padded)].join('\n')
}

/** Of a rule: https://github.github.com/gfm/#delimiter-row asks for one hyphen, the formatter for three. */
const MIN_WIDTH = 3

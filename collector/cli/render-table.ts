/** Rows as columns, two spaces apart, with nothing after the last. `toTheRight` are columns of figures. */
export function renderTable(
  rows: readonly (readonly string[])[],
  toTheRight: readonly number[] = [],
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const pad = (cell: string, column: number): string => {
    const width = widths[column] ?? 0
    return toTheRight.includes(column) ? cell.padStart(width) : cell.padEnd(width)
  }
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

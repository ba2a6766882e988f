/** A table's cells, the header's first. */
export type Table = string[][]

/**
 * The figures that a marker of README asks for out of the text of one file of results: without columns the first table
 * of the section; with columns one table of these, each looked for in all tables of the section, for the rows of that
 * with the first column. A section begins with its `## ` heading; null stands for what is before all of these.
 */
export function readTable(
  text: string,
  { section, columns }: { section: string | null; columns: readonly string[] },
): Table {
  const tables = tablesOf(sectionOf(text, section))
  const [first] = tables
  if (!first) throw new Error(`no table in section ${section ?? 'before all headings'}`)
  if (columns.length === 0) return first
  const found = columns.map((column) => {
    const table = tables.find(([header]) => header?.includes(column))
    if (!table)
      throw new Error(`no column ${column} in section ${section ?? 'before all headings'}`)
    return { table, at: table[0]?.indexOf(column) ?? -1 }
  })
  const [, ...rows] = found[0]?.table ?? []
  const cellOf = (name: string | undefined, table: Table, at: number): string =>
    table.slice(1).find((row) => row[0] === name)?.[at] ?? ''
  return [
    ['', ...columns],
    ...rows.map(([name = '']) => [name, ...found.map(({ table, at }) => cellOf(name, table, at))]),
  ]
}

function sectionOf(text: string, section: string | null): string {
  const [head = '', ...sections] = text.split(/^## /m)
  if (section === null) return head
  return sections.find((each) => each.split('\n')[0] === section) ?? ''
}

function tablesOf(text: string): Table[] {
  return [...text.matchAll(/(?:^\|.*\|\n?)+/gm)].map(([table]) =>
    table
      .trimEnd()
      .split('\n')
      .filter((line) => !/^\|(?: *:?-+:? *\|)+$/.test(line))
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ),
  )
}

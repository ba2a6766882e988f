import type { Child } from 'hono/jsx'

interface TableProps {
  /** What it is, for everybody. */
  caption: string
  columns: readonly Column[]
  rows: readonly (readonly Child[])[]
  /** Instead of a table without rows. */
  empty: string
}

/** A heading; `number` is set to the right, `wide` gets room. */
type Column = string | { name: string; is: 'number' | 'wide' | 'time' }

/** A table that scrolls in itself where a screen is narrow, by keyboard too. */
export function Table({ caption, columns, rows, empty }: TableProps) {
  if (rows.length === 0) return <p class="muted">{empty}</p>
  const kinds = columns.map((column) => (typeof column === 'string' ? '' : column.is))
  return (
    <div class="scroll" role="region" aria-label={caption} tabindex={0}>
      <table>
        <caption>
          {/* Stays where it is read while the columns move. */}
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th scope="col" class={kinds[at] === 'number' ? 'number' : ''}>
                {typeof column === 'string' ? column : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell, at) => (
                <td class={kinds[at] ?? ''}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

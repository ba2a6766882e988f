import type { Removed } from '../../store/count-removed.js'
import { Table } from './table.js'
import { Count } from './words.js'

/** How many rows, by the table that they are in. */
export function RowsByTable({
  caption,
  removed,
  empty,
}: {
  caption: string
  removed: Removed
  empty: string
}) {
  const rows = Object.entries(removed).map(([table, count]) => [table, <Count of={count} />])
  return (
    <Table
      caption={caption}
      columns={['table', { name: 'rows', is: 'number' }]}
      rows={rows}
      empty={empty}
    />
  )
}

import type { StoreToRead } from '../../store/open-to-read.js'
import { IDENTITY_TABLES, type IdentityTable, type RawRow } from '../../store/replay.js'
import type { ReplayFile } from '../../store/replay-file.js'

const ROWS_PER_COPY = 2000

/** Takes over all that says who visitors are. */
export async function copyIdentities(source: StoreToRead, file: ReplayFile): Promise<void> {
  // The object's own keys.
  for (const table of Object.keys(IDENTITY_TABLES) as IdentityTable[]) {
    let last: RawRow | null = null
    do {
      const after: { last: RawRow | null; limit: number } = { last, limit: ROWS_PER_COPY }
      const rows = await source.read((verbs) => verbs.readRowsAfter(table, after))
      file.copyRows(table, rows)
      last = rows.at(-1) ?? null
    } while (last !== null)
  }
}

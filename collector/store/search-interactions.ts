import type { Kysely, Selectable } from 'kysely'
import type { SealedContent } from './interaction.js'
import type { Tables } from './tables.js'

/** So many of the newest are searched. */
export const MAX_SEARCHED = 20_000

/** Read at once; a search that finds enough early reads no more. */
const ROWS_AT_ONCE = 500

const SEARCHED = ['site_id', 'anonymous_id', 'lane_key', 'who', 'content'] as const

type SearchedRow = Pick<Selectable<Tables['interactions']>, (typeof SEARCHED)[number]>

interface Search {
  text: string
  limit: number
}

/**
 * Of these interactions, in their order, the first that have a text in their title, their person, their site or their
 * visitor's id, whatever its case. Looked for here and not by the databases, which know no case beyond ASCII, or another.
 */
export async function searchInteractions(
  db: Kysely<Tables>,
  interactionIds: readonly number[],
  { text, limit }: Search,
): Promise<number[]> {
  const needle = text.trim().toLowerCase()
  const found: number[] = []
  for (let at = 0; at < interactionIds.length && found.length < limit; at += ROWS_AT_ONCE) {
    const ids = interactionIds.slice(at, at + ROWS_AT_ONCE)
    const rows = await db
      .selectFrom('interactions')
      .select(['interaction_id', ...SEARCHED])
      .where('interaction_id', 'in', ids)
      .execute()
    const fits = new Set(rows.flatMap((row) => (isFound(row, needle) ? row.interaction_id : [])))
    found.push(...ids.filter((id) => fits.has(id)))
  }
  return found.slice(0, limit)
}

function isFound(row: SearchedRow, needle: string): boolean {
  // Written by `seal` only.
  const title = row.content === null ? '' : (JSON.parse(row.content) as SealedContent).title
  return [title, row.site_id, row.anonymous_id, row.lane_key ?? '', ...textsIn(row.who)].some(
    (text) => text.toLowerCase().includes(needle),
  )
}

/** Whatever a person's name, address or company is: every text of it, and no name of a field. */
function textsIn(who: string | null): string[] {
  const texts: string[] = []
  if (who !== null) {
    JSON.parse(who, (_, value: unknown) => {
      if (typeof value === 'string') texts.push(value)
      return value
    })
  }
  return texts
}

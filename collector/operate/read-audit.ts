import type { AuditRecord } from '../store/audit.js'
import type { ReadVerbs } from '../store/open-to-read.js'

/** A page of what operators did, the newest first. */
export interface AuditPage {
  entries: AuditRecord[]
  /** Where the page after this one begins; null when this is the last. */
  nextBeforeId: number | null
}

/** Read through in search of a text, for one page. */
export const MAX_AUDIT_SEARCHED = 10_000

interface AuditAsked {
  limit: number
  beforeId: number | undefined
  /** In what was done, by whom or to what; of any case. */
  search?: string | undefined
}

/** The newest, or those before `beforeId`; with `search` those of MAX_AUDIT_SEARCHED that have it. */
export async function readAuditPage(
  verbs: ReadVerbs,
  { limit, beforeId, search }: AuditAsked,
): Promise<AuditPage> {
  const searched = search === undefined ? limit + 1 : MAX_AUDIT_SEARCHED
  const read = await verbs.readAudit({ limit: searched, beforeId })
  const found = search === undefined ? read : read.filter((entry) => has(entry, search))
  const entries = found.slice(0, limit)
  const isMoreFound = found.length > limit
  // Where the search ended without filling the page, it goes on from where it ended.
  const last = isMoreFound ? entries.at(-1) : read.length === searched ? read.at(-1) : undefined
  return { entries, nextBeforeId: last?.auditId ?? null }
}

/** As the page shows it: actions there are words. */
function has({ action, actor, target }: AuditRecord, search: string): boolean {
  const texts = [action, action.replaceAll('_', ' '), actor, target]
  return texts.some((text) => text.toLowerCase().includes(search.toLowerCase()))
}

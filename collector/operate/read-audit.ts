import type { AuditRecord } from '../store/audit.js'
import type { ReadVerbs } from '../store/open-to-read.js'

/** A page of what operators did, the newest first. */
export interface AuditPage {
  entries: AuditRecord[]
  /** Where the page after this one begins; null when this is the last. */
  nextBeforeId: number | null
}

export async function readAuditPage(
  verbs: ReadVerbs,
  { limit, beforeId }: { limit: number; beforeId: number | undefined },
): Promise<AuditPage> {
  const read = await verbs.readAudit({ limit: limit + 1, beforeId })
  const entries = read.slice(0, limit)
  const nextBeforeId = read.length > limit ? (entries.at(-1)?.auditId ?? null) : null
  return { entries, nextBeforeId }
}

import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Tables } from './tables.js'

/** Something that an operator did, or tried. */
export interface AuditEntry {
  atMs: number
  /** `console:` and the name of a token, or `cli:` and the name of a user. */
  actor: string
  /** Such as redrive, erase, export, sign_in. */
  action: string
  /** To what or whom it was done; empty where it was to nothing. Of a person no address in the clear: it outlives them. */
  target: string
  detail: Record<string, unknown>
}

export interface AuditRecord extends AuditEntry {
  auditId: number
}

/** Read through in search of one action: some hundredths of a second. */
const MAX_SEARCHED = 100_000

/** What can be asked of the log of operators' doings. */
export function auditReadVerbs(db: Kysely<Tables>) {
  return {
    /** The newest, or of those before `beforeId` the newest; of one action those among the newest hundred thousand. */
    async readAudit({
      limit,
      beforeId,
      action,
    }: {
      limit: number
      beforeId?: number | undefined
      action?: string | undefined
    }): Promise<AuditRecord[]> {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .$if(beforeId !== undefined, (query) => query.where('audit_id', '<', beforeId ?? 0))
        .$if(action !== undefined, (query) =>
          query
            .where('action', '=', action ?? '')
            // No index knows actions.
            .where('audit_id', '>', (eb) =>
              eb
                .selectFrom('audit as newest')
                .select((one) =>
                  one(
                    one.fn.coalesce(one.fn.max('newest.audit_id'), one.lit(0)),
                    '-',
                    MAX_SEARCHED,
                  ).as('floor'),
                ),
            ),
        )
        .orderBy('audit_id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        auditId: row.audit_id,
        atMs: row.at_ms,
        actor: row.actor,
        action: row.action,
        target: row.target,
        detail: JSON.parse(row.detail) as Record<string, unknown>, // Written by `keepAudit` only.
      }))
    },
  }
}

/** Entries are added, and go by age alone. */
export function auditVerbs(db: Kysely<Tables>) {
  return {
    ...auditReadVerbs(db),

    async keepAudit({ atMs, actor, action, target, detail }: AuditEntry): Promise<void> {
      await db
        .insertInto('audit')
        .values({ at_ms: atMs, actor, action, target, detail: JSON.stringify(detail) })
        .execute()
    },

    /** The oldest of those from before `beforeMs`. Returns how many went. */
    async removeAudit(beforeMs: number, limit: number): Promise<number> {
      const old = await db
        .selectFrom('audit')
        .select('audit_id')
        .where('at_ms', '<', beforeMs)
        .orderBy('at_ms')
        .limit(limit)
        .execute()
      for (const ids of batches(old.map(({ audit_id }) => audit_id))) {
        await db.deleteFrom('audit').where('audit_id', 'in', ids).execute()
      }
      return old.length
    },
  }
}

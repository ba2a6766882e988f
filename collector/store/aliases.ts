import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { visitorKey, type Visitor } from './events.js'
import type { Tables } from './tables.js'
import { withValues } from './values-table.js'
import { readByVisitor, type VisitorRow } from './visitor-rows.js'
import type { Alias, Assurance, Who } from './who.js'

/** A stretch of true time; `untilMs` is exclusive, and null when it has no end. */
export interface Span {
  sinceMs: number
  untilMs: number | null
}

/** Verbs whose name ends in `Of` take a hundred visitors with a statement; the others are of one. */
export function aliasVerbs(db: Kysely<Tables>, engine: Engine) {
  /** In the order in which they begin. */
  const readAliasesOf = (visitors: readonly Visitor[]): Promise<Map<string, Alias[]>> =>
    readByVisitor<AliasRow, Alias>(db, engine, {
      visitors,
      statement: (v) =>
        `select site_id, anonymous_id, since_ms, until_ms, who_key, who, assurance from ${v}
          join aliases on site_id = v.column1 and anonymous_id = v.column2
          order by since_ms, alias_id`,
      read: (row) => ({
        sinceMs: row.since_ms,
        untilMs: row.until_ms,
        whoKey: row.who_key,
        // Written by stitch only.
        who: JSON.parse(row.who) as Who,
        assurance: row.assurance as Assurance,
      }),
    })

  async function replaceAliasesOf(
    replaced: readonly { visitor: Visitor; aliases: readonly Alias[] }[],
  ): Promise<void> {
    const pairs = replaced.map(({ visitor }) => [visitor.siteId, visitor.anonymousId])
    for (const rows of batches(pairs)) {
      const statement = (v: string) =>
        `delete from aliases where alias_id in (select alias_id from ${v}
          join aliases on site_id = v.column1 and anonymous_id = v.column2)`
      await withValues(db, engine, { rows, statement })
    }
    const all = replaced.flatMap(({ visitor, aliases }) =>
      aliases.map((alias) => ({
        site_id: visitor.siteId,
        anonymous_id: visitor.anonymousId,
        since_ms: alias.sinceMs,
        until_ms: alias.untilMs,
        who_key: alias.whoKey,
        who: JSON.stringify(alias.who),
        assurance: alias.assurance,
      })),
    )
    for (const rows of batches(all)) await db.insertInto('aliases').values(rows).execute()
  }

  return {
    /** By `visitorKey`. */
    readAliasesOf,
    replaceAliasesOf,

    async replaceAliases(visitor: Visitor, aliases: readonly Alias[]): Promise<void> {
      await replaceAliasesOf([{ visitor, aliases }])
    },

    async readAliases(visitor: Visitor): Promise<Alias[]> {
      return (await readAliasesOf([visitor])).get(visitorKey(visitor)) ?? []
    },

    /** Lets visitors' held interactions of these times be asked again whose they are; those that wait for it keep their turn. */
    async releaseHeldOf(
      released: readonly { visitor: Visitor; spans: readonly Span[] }[],
    ): Promise<void> {
      if (released.length === 0) return
      const nowMs = await engine.readNowMs(db)
      const cells = released.flatMap(({ visitor: { siteId, anonymousId }, spans }) =>
        spans.map((span) => {
          return [siteId, anonymousId, span.sinceMs, span.untilMs ?? FOR_EVER_MS, nowMs]
        }),
      )
      for (const rows of batches(cells)) {
        const statement = (v: string) =>
          `update interactions set asked_at_ms = v.column5 from ${v}
            where state = 'held' and asked_at_ms is null and site_id = v.column1 and anonymous_id = v.column2
              and first_occurred_at_ms >= v.column3 and first_occurred_at_ms < v.column4`
        await withValues(db, engine, { rows, statement })
      }
    },
  }
}

const FOR_EVER_MS = Number.MAX_SAFE_INTEGER

interface AliasRow extends VisitorRow {
  since_ms: number
  until_ms: number | null
  who_key: string
  who: string
  assurance: string
}

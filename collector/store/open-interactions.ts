import type { Kysely, Selectable } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import type { InteractionKind, SealedContent } from './interaction.js'
import type { InteractionState, Tables } from './tables.js'
import { withValues } from './values-table.js'

/** What makes two events tell the same interaction. */
export interface InteractionKey extends Visitor {
  sessionId: string
  kind: InteractionKind
  contentKey: string
}

export interface PartOfInteraction extends OpenTimes {
  key: InteractionKey
  part: number
  eventCount: number
}

export interface StoredPart extends PartOfInteraction {
  interactionId: number
  state: InteractionState
  /** The highest that any sealed part of its key tells; null before one is sealed and where there are no milestones. */
  milestonePercent: number | null
  /** Nothing could be made of its events, and nothing of them was ever told. */
  isBuried: boolean
}

type ChangedPart = Pick<StoredPart, 'interactionId' | 'eventCount'> & Omit<OpenTimes, 'openedAtMs'>

/** Times of the collector's clock but for `firstOccurredAtMs`, the true time of the earliest event. */
export interface OpenTimes {
  openedAtMs: number
  sealDueAtMs: number
  firstOccurredAtMs: number
}

export interface Sealed {
  interactionId: number
  gongEventId: string
  content: SealedContent
  milestonePercent: number | null
  /** Of a digest and of steps: what a later part need not tell again. */
  tells?: readonly string[]
  /** Absent: as many as had joined it. */
  eventCount?: number
}

/** What the sealed parts of a key tell: of each part a list, or null where it was sealed before that was kept. */
export interface KeyTells {
  key: InteractionKey
  tells: readonly string[] | null
}

/**
 * A video has a part a milestone, steps one each, and a digest one each time that somebody comes back to a session that
 * was told. More is a page gone wrong or made up, and what all parts tell is read whenever anything of their key comes.
 */
export const MAX_PARTS_PER_INTERACTION = 50

/** From the first event of an interaction to the fixing of its content. */
export function openInteractionVerbs(db: Kysely<Tables>, engine: Engine) {
  return {
    /** Of each key the part that its next event would join or follow, where there is one. */
    async readLatestParts(keys: readonly InteractionKey[]): Promise<StoredPart[]> {
      const latest: StoredPart[] = []
      for (const rows of batches(keys.map(cellsOf))) {
        const statement = (v: string) =>
          `select ${PART_COLUMNS.join(', ')},
              (select max(milestone_percent) from interactions where ${OF_KEY}) as milestone_percent
            from ${v} join interactions on ${OF_KEY} and part = (select max(part) from interactions where ${OF_KEY})`
        latest.push(...(await withValues<PartRow>(db, engine, { rows, statement })).map(storedPart))
      }
      return latest
    },

    /** What the sealed parts of these keys tell: one entry a part, of as many parts as a key may have. */
    async readTells(keys: readonly InteractionKey[]): Promise<KeyTells[]> {
      const told: KeyTells[] = []
      for (const rows of batches(keys.map(cellsOf))) {
        const statement = (v: string) =>
          `select ${KEY_COLUMNS.join(', ')}, tells from ${v} join interactions on ${OF_KEY}
            where gong_event_id is not null and part <= ${MAX_PARTS_PER_INTERACTION}`
        const found = await withValues<TellsRow>(db, engine, { rows, statement })
        told.push(...found.map((row) => ({ key: keyOf(row), tells: tellsIn(row) })))
      }
      return told
    },

    /** Opens parts that are not there yet. Returns their numbers, in the same order. */
    async openInteractions(parts: readonly PartOfInteraction[]): Promise<number[]> {
      const ids: number[] = []
      for (const some of batches(parts)) {
        const rows = await db
          .insertInto('interactions')
          .values(some.map(rowOf))
          .returning([...KEY_COLUMNS, 'interaction_id', 'part'])
          .execute()
        // Databases promise no order of what they return.
        const byPart = new Map(
          rows.map((row) => [nameOf(keyOf(row), row.part), row.interaction_id]),
        )
        for (const { key, part } of some) ids.push(must(byPart.get(nameOf(key, part))))
      }
      return ids
    },

    /** More events have joined: what is given counts from now on. */
    async extendInteractions(parts: readonly ChangedPart[]): Promise<void> {
      const changed = parts.map((part) => {
        return [part.interactionId, part.sealDueAtMs, part.firstOccurredAtMs, part.eventCount]
      })
      for (const rows of batches(changed)) {
        const statement = (v: string) =>
          `update interactions set seal_due_at_ms = v.column2, first_occurred_at_ms = v.column3,
            event_count = v.column4 from ${v} where interaction_id = v.column1`
        await withValues(db, engine, { rows, statement })
      }
    },

    /** Open interactions whose quiet time or maximum has passed. */
    async readSealable(nowMs: number, limit: number) {
      const rows = await db
        .selectFrom('interactions')
        .select(['interaction_id', 'site_id', 'anonymous_id', 'session_id', 'kind'])
        .select(['content_key', 'part', 'opened_at_ms', 'event_count'])
        .where('state', '=', 'open')
        .where('seal_due_at_ms', '<=', nowMs)
        .orderBy('seal_due_at_ms')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        interactionId: row.interaction_id,
        part: row.part,
        openedAtMs: row.opened_at_ms,
        eventCount: row.event_count,
        key: keyOf(row),
      }))
    },

    async putOffSealing(interactionId: number, untilMs: number): Promise<void> {
      await db
        .updateTable('interactions')
        .set({ seal_due_at_ms: untilMs })
        .where('interaction_id', '=', interactionId)
        .where('state', '=', 'open')
        .execute()
    },

    /** Fixes interactions' contents. They never change afterwards. */
    async seal(sealed: readonly Sealed[]): Promise<void> {
      const cells = sealed.map(({ interactionId, gongEventId, content, ...rest }) => [
        interactionId,
        gongEventId,
        JSON.stringify(content),
        content.occurredAtMs,
        // No milestone is below the first, and no list empty text.
        rest.milestonePercent ?? -1,
        content.priority,
        rest.tells ? JSON.stringify(rest.tells) : '',
        rest.eventCount ?? -1,
      ])
      for (const rows of batches(cells)) {
        const statement = (v: string) =>
          `update interactions set state = 'sealed', gong_event_id = v.column2, content = v.column3,
            first_occurred_at_ms = v.column4, milestone_percent = nullif(v.column5, -1),
            priority = v.column6, tells = nullif(v.column7, ''),
            event_count = coalesce(nullif(v.column8, -1), event_count)
            from ${v} where interaction_id = v.column1 and state = 'open'`
        await withValues(db, engine, { rows, statement })
      }
    },
  }
}

const KEY_COLUMNS = ['site_id', 'anonymous_id', 'session_id', 'kind', 'content_key'] as const
/** By a table of `cellsOf` keys. */
const OF_KEY =
  'site_id = v.column1 and anonymous_id = v.column2 and session_id = v.column3 and kind = v.column4 and content_key = v.column5'
const TIME_COLUMNS = ['opened_at_ms', 'seal_due_at_ms', 'first_occurred_at_ms'] as const
const OWN_COLUMNS = ['interaction_id', 'part', 'state', 'event_count', 'gong_event_id'] as const
const PART_COLUMNS = [...KEY_COLUMNS, ...OWN_COLUMNS, ...TIME_COLUMNS] as const

type Row = Selectable<Tables['interactions']>
type KeyColumns = Pick<Row, (typeof KEY_COLUMNS)[number]>
type PartRow = Pick<Row, (typeof PART_COLUMNS)[number] | 'milestone_percent'>
type TellsRow = KeyColumns & Pick<Row, 'tells'>

function keyOf(row: KeyColumns): InteractionKey {
  return {
    siteId: row.site_id,
    anonymousId: row.anonymous_id,
    sessionId: row.session_id,
    // Written by `openInteractions` only.
    kind: row.kind as InteractionKind,
    contentKey: row.content_key,
  }
}

/** Written by `seal` only. */
function tellsIn({ tells }: TellsRow): string[] | null {
  return tells === null ? null : (JSON.parse(tells) as string[])
}

function cellsOf({ siteId, anonymousId, sessionId, kind, contentKey }: InteractionKey): string[] {
  return [siteId, anonymousId, sessionId, kind, contentKey]
}

function rowOf({ key, part, ...rest }: PartOfInteraction) {
  return {
    site_id: key.siteId,
    anonymous_id: key.anonymousId,
    session_id: key.sessionId,
    kind: key.kind,
    content_key: key.contentKey,
    part,
    state: 'open' as const,
    opened_at_ms: rest.openedAtMs,
    seal_due_at_ms: rest.sealDueAtMs,
    first_occurred_at_ms: rest.firstOccurredAtMs,
    event_count: rest.eventCount,
  }
}

function storedPart(row: PartRow): StoredPart {
  return {
    key: keyOf(row),
    interactionId: row.interaction_id,
    part: row.part,
    state: row.state,
    openedAtMs: row.opened_at_ms,
    sealDueAtMs: row.seal_due_at_ms,
    firstOccurredAtMs: row.first_occurred_at_ms,
    eventCount: row.event_count,
    milestonePercent: row.milestone_percent,
    // What is sealed has its id, whatever becomes of it.
    isBuried: row.state === 'dead' && row.gong_event_id === null,
  }
}

function nameOf(key: InteractionKey, part: number): string {
  return JSON.stringify([key, part])
}

function must(id: number | undefined): number {
  if (id === undefined) throw new Error('the database did not say which interaction it opened')
  return id
}

import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import { PAGE_KIND, SHARE_KIND, type SealedContent } from './interaction.js'
import type { Tables } from './tables.js'
import type { Who } from './who.js'

/** Content that was sent to people, each of whom has a tracked link to it. */
export interface Share {
  /** UUID. */
  shareId: string
  siteId: string
  /** As page views of it have it. */
  contentId: string
  madeAtMs: number
}

/** A share as Gong is told of it, under its first recipient. */
export interface ReportedShare extends Share {
  gongEventId: string
  content: SealedContent
  who: Who
  laneKey: string
}

/**
 * How much later than an interaction began its visitor may have come by the link: who reads a page and then opens it by
 * the link is in one visit, and one interaction. As long as a visit may be idle, and an interaction open, by default.
 */
const SAME_VISIT_MS = 30 * 60 * 1000

export function shareVerbs(db: Kysely<Tables>) {
  return {
    async keepShare({ shareId, siteId, contentId, madeAtMs }: Share): Promise<void> {
      await db
        .insertInto('shares')
        .values({
          share_id: shareId,
          site_id: siteId,
          content_id: contentId,
          made_at_ms: madeAtMs,
        })
        .execute()
    },

    /** Makes a share an interaction that waits to be sent; its lane is to be queued by the caller. */
    async reportShare(share: ReportedShare): Promise<void> {
      const { content, madeAtMs } = share
      await db
        .insertInto('interactions')
        .values({
          site_id: share.siteId,
          // No browser's: each share is by itself, also where one is erased.
          anonymous_id: share.shareId,
          session_id: share.shareId,
          kind: SHARE_KIND,
          content_key: share.contentId,
          part: 1,
          state: 'pending',
          priority: content.priority,
          opened_at_ms: madeAtMs,
          seal_due_at_ms: madeAtMs,
          first_occurred_at_ms: content.occurredAtMs,
          event_count: 0,
          content: JSON.stringify(content),
          gong_event_id: share.gongEventId,
          who: JSON.stringify(share.who),
          assurance: 'verified',
          lane_key: share.laneKey,
          pending_since_ms: madeAtMs,
        })
        .execute()
    },

    /**
     * The share that a view of a page answers: its visitor came by one of the share's links, which held as the view
     * began, and the page is what was shared. Of several the one whose link was opened last. Null of any other kind.
     */
    async findShare({
      interactionId,
      contentId,
    }: {
      interactionId: number
      contentId: string
    }): Promise<string | null> {
      const share = await db
        .selectFrom('interactions')
        .innerJoin('link_visitors', (join) =>
          join
            .onRef('link_visitors.site_id', '=', 'interactions.site_id')
            .onRef('link_visitors.anonymous_id', '=', 'interactions.anonymous_id'),
        )
        .innerJoin('links', 'links.token_hash', 'link_visitors.token_hash')
        .innerJoin('shares', 'shares.share_id', 'links.share_id')
        .select('shares.share_id')
        .where('interactions.interaction_id', '=', interactionId)
        .where('interactions.kind', '=', PAGE_KIND)
        .where('shares.content_id', '=', contentId)
        .where((eb) => {
          const beganAtMs = eb.ref('interactions.first_occurred_at_ms')
          return eb.and([
            eb('link_visitors.first_ms', '<=', eb(beganAtMs, '+', SAME_VISIT_MS)),
            eb('links.expires_at_ms', '>', beganAtMs),
            eb.or([
              eb('links.revoked_at_ms', 'is', null),
              eb('links.revoked_at_ms', '>', beganAtMs),
            ]),
          ])
        })
        .orderBy('link_visitors.first_ms', 'desc')
        .orderBy('shares.made_at_ms', 'desc')
        .orderBy('shares.share_id')
        .limit(1)
        .executeTakeFirst()
      return share?.share_id ?? null
    },

    /** Shares that were made before `beforeMs` and of which no link is left: nothing can answer them. Returns how many. */
    async removeShares(beforeMs: number, limit: number): Promise<number> {
      const old = await db
        .selectFrom('shares')
        .select('share_id')
        .where('made_at_ms', '<', beforeMs)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('links')
                .select('links.token_hash')
                .whereRef('links.share_id', '=', 'shares.share_id'),
            ),
          ),
        )
        .orderBy('made_at_ms')
        .limit(limit)
        .execute()
      for (const ids of batches(old.map(({ share_id }) => share_id))) {
        await db.deleteFrom('shares').where('share_id', 'in', ids).execute()
      }
      return old.length
    },
  }
}

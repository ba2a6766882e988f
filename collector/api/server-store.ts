import { v5 as uuidV5 } from 'uuid'
import type { SealedContent } from '../store/interaction.js'
import type { KnownPerson } from '../store/known-people.js'
import type { Link } from '../store/links.js'
import type { Store } from '../store/store.js'

/** Somebody told of by the site's server. */
export interface Told extends Omit<KnownPerson, 'toldAtMs'> {
  /** When the visitor was that person; by the store's clock, now, unless it is said. */
  occurredAtMs?: number
}

/** A link that is made for somebody. */
export interface NewLink extends Omit<Link, 'madeAtMs' | 'expiresAtMs' | 'revokedAtMs'> {
  /** How long it names its person. */
  lifeMs: number
}

/** Content that is sent to people, with a link for each; of the first it is told to be. */
export interface NewShare {
  shareId: string
  siteId: string
  contentId: string
  links: readonly [NewLink, ...NewLink[]]
  /** When it was sent; by the store's clock, now, unless it is said. */
  occurredAtMs?: number
  /** What Gong is told; null where it is told nothing. */
  report: Omit<SealedContent, 'occurredAtMs'> | null
}

/** Where a link leads; an ended one, expired or taken back, names nobody any more. */
export interface LinkTarget extends Pick<Link, 'siteId' | 'url'> {
  hasEnded: boolean
}

/** What the routes for servers and links ask of the store: one question a request, in plain data, so that another thread can ask it. */
export type ServerStore = ReturnType<typeof createServerStore>

type Verbs = Pick<
  Store,
  | 'installationId'
  | 'nowMs'
  | 'transaction'
  | 'keepKnownPeople'
  | 'makeLinks'
  | 'readLinks'
  | 'revokeLink'
>

export function createServerStore(store: Verbs) {
  return {
    async tellPeople(people: readonly Told[]): Promise<void> {
      const nowMs = await store.nowMs()
      await store.keepKnownPeople(
        people.map(({ occurredAtMs = nowMs, ...each }) => ({
          ...each,
          toldAtMs: Math.min(occurredAtMs, nowMs),
        })),
      )
    },

    /** Resolves to when they were made. */
    async makeLinks(links: readonly NewLink[]): Promise<number> {
      const madeAtMs = await store.nowMs()
      await store.makeLinks(links.map((link) => linkOf(link, madeAtMs)))
      return madeAtMs
    },

    /** All of it or nothing: the links, what ties their visits to the share, and what Gong is told. Resolves to when. */
    async makeShare(given: NewShare): Promise<number> {
      const { shareId, siteId, contentId, links, report } = given
      const madeAtMs = await store.nowMs()
      const share = { shareId, siteId, contentId, madeAtMs }
      await store.transaction(async (tx) => {
        await tx.makeLinks(links.map((link) => ({ ...linkOf(link, madeAtMs), shareId })))
        await tx.keepShare(share)
        if (!report) return
        const [{ person, personKey: laneKey }] = links
        const occurredAtMs = Math.min(given.occurredAtMs ?? madeAtMs, madeAtMs)
        await tx.reportShare({
          ...share,
          // Always the same for the same share, so that Gong recognises a repeat: RFC 9562, 5.5.
          gongEventId: uuidV5(JSON.stringify(['share', shareId]), store.installationId),
          content: { ...report, occurredAtMs },
          who: { kind: 'person', person },
          laneKey,
        })
        await tx.queueLane(laneKey, { dueAtMs: madeAtMs, priority: report.priority })
      })
      return madeAtMs
    },

    async findLink(tokenHash: string): Promise<LinkTarget | null> {
      const [link] = await store.readLinks([tokenHash])
      if (!link) return null
      const { siteId, url, expiresAtMs, revokedAtMs } = link
      const hasEnded = revokedAtMs !== null || expiresAtMs <= (await store.nowMs())
      return { siteId, url, hasEnded }
    },

    /** False when the site has no such link. To take one back twice is as good as once. */
    async revokeLink(given: Pick<Link, 'siteId' | 'tokenHash'>): Promise<boolean> {
      if (await store.revokeLink({ ...given, nowMs: await store.nowMs() })) return true
      const [link] = await store.readLinks([given.tokenHash])
      return link?.siteId === given.siteId
    },
  }
}

function linkOf({ lifeMs, ...link }: NewLink, madeAtMs: number): Link {
  return { ...link, madeAtMs, expiresAtMs: madeAtMs + lifeMs, revokedAtMs: null }
}

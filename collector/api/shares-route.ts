import { randomUUID } from 'node:crypto'
import type { Handler } from 'hono'
import { issuesOf } from '../lib/issues-of.js'
import type { Clock } from '../lib/clock.js'
import type { Site } from '../lib/config-file.js'
import { SHARE_KIND, type SealedContent, type SharedContent } from '../store/interaction.js'
import { refuse } from './api-refusal.js'
import type { createApiRoutes } from './api-request.js'
import { describeLinks, mintLinks } from './mint-links.js'
import { readJson } from './read-json.js'
import type { ServerStore } from './server-store.js'
import { createShareBodies, type ShareBody } from './shares-body.js'

/** What a page is to sellers, by the rules that its views go by. */
export type DescribePage = (site: Site, url: string) => DescribedPage

interface DescribedPage extends Pick<SealedContent, 'title' | 'labels' | 'priority' | 'rule'> {
  contentId: string
  contentUrl: string
}

interface SharesDeps {
  route: ReturnType<typeof createApiRoutes>
  store: Pick<ServerStore, 'makeShare'>
  /** What a link gets that is not made for less. */
  links: { days: number }
  /** Where readers of links find the collector; absent: under the name by which it was asked. */
  publicUrl?: string | undefined
  describePage: DescribePage
  clock: Clock
}

/** As far back as sites' servers may tell of anything. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000

/** What the clocks of two servers may differ by. */
const CLOCKS_DIFFER_MS = 60_000

/**
 * POST /v1/shares: 201 with a link for each recipient of what a seller sends, once the store has them. Where the site has
 * Gong's engagement calls, Gong is told of the share, and of each recipient's views of the page as answers to it; else
 * `reported` is false, and the links are like any other.
 */
export function createMakeShareRoute(deps: SharesDeps): Handler {
  const { route, store, links, publicUrl, describePage, clock } = deps
  const bodyOf = createShareBodies(links.days)
  return route(async (site, c) => {
    const read = await readJson(c.req.raw)
    if (read.kind === 'refused') return read
    const said = bodyOf(site).safeParse(read.json)
    if (!said.success) return refuse(400, 'request_invalid', { issues: issuesOf(said.error) })
    const { siteId } = site
    const { data } = said
    if ((data.siteId ?? siteId) !== siteId) return refuse(403, 'secret_key_of_other_site')
    if (isOutside(data.occurredAt, clock())) {
      const issue = 'occurredAt: must be within the last 30 days, and not in the future'
      return refuse(400, 'request_invalid', { issues: [issue] })
    }

    const { url, recipients, expiresInDays, occurredAt } = data
    const shareId = randomUUID()
    const minted = mintLinks(
      siteId,
      recipients.map(({ person }) => ({ url, person, expiresInDays })),
    )
    const [first, ...others] = minted.map(({ link }) => link)
    if (!first) throw new Error('the schema let a share without recipients pass')
    const page = describePage(site, url)
    const contentId = data.contentId ?? page.contentId
    const reported = site.engagementCalls
    const content = contentOf(data, { ...page, contentId }, shareId)
    const madeAtMs = await store.makeShare({
      shareId,
      siteId,
      contentId,
      links: [first, ...others],
      ...(occurredAt !== undefined && { occurredAtMs: occurredAt }),
      report: reported ? content : null,
    })
    return c.json(
      { shareId, reported, links: describeLinks(c, minted, { madeAtMs, publicUrl }) },
      201,
      { 'Cache-Control': 'no-store' },
    )
  })
}

function contentOf(
  { title, sharer, message, recipients }: ShareBody,
  page: DescribedPage,
  shareId: string,
): Omit<SealedContent, 'occurredAtMs'> {
  // JSON has no undefined: a key that is there has a value.
  const share = { shareId, ...(sharer && { sharer }), recipients, ...message } as SharedContent
  return {
    ...page,
    ...(title !== undefined && { title }),
    eventType: SHARE_KIND,
    reportAs: 'content-shared',
    customFields: [],
    share,
  }
}

function isOutside(occurredAtMs: number | undefined, nowMs: number): boolean {
  if (occurredAtMs === undefined) return false
  return occurredAtMs > nowMs + CLOCKS_DIFFER_MS || occurredAtMs < nowMs - MAX_AGE_MS
}

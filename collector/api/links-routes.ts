import type { Context, Handler } from 'hono'
import { issuesOf } from '../lib/issues-of.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { refuse } from './api-refusal.js'
import type { createApiRoutes } from './api-request.js'
import { linkToken } from './link-token.js'
import { createLinksBodies } from './links-body.js'
import { describeLinks, mintLinks } from './mint-links.js'
import { readJson } from './read-json.js'
import type { ServerStore } from './server-store.js'

interface LinksDeps {
  route: ReturnType<typeof createApiRoutes>
  store: Pick<ServerStore, 'makeLinks' | 'revokeLink'>
  /** What a link gets that is not made for less. */
  links: { days: number }
  /** Where readers of links find the collector; absent: under the name by which it was asked. */
  publicUrl?: string | undefined
}

/** POST /v1/links: 201 with a link for each person, once the store has them. */
export function createMakeLinksRoute({
  route,
  store,
  links: { days },
  publicUrl,
}: LinksDeps): Handler {
  const bodyOf = createLinksBodies(days)
  return route(async (site, c) => {
    const read = await readJson(c.req.raw)
    if (read.kind === 'refused') return read
    const wishes = bodyOf(site)(read.json)
    if (!wishes.success) return refuse(400, 'request_invalid', { issues: issuesOf(wishes.error) })
    const minted = mintLinks(site.siteId, wishes.data)
    const madeAtMs = await store.makeLinks(minted.map(({ link }) => link))
    const links = describeLinks(c, minted, { madeAtMs, publicUrl })
    return c.json({ links }, 201, { 'Cache-Control': 'no-store' })
  })
}

/** DELETE /v1/links/:token: from now on the link leads its reader on and names nobody. */
export function createRevokeLinkRoute({
  route,
  store,
}: Pick<LinksDeps, 'route' | 'store'>): Handler {
  return route(async ({ siteId }, c: Context) => {
    const token = linkToken.safeParse(c.req.param('token'))
    const revoked =
      token.success && (await store.revokeLink({ siteId, tokenHash: hashLinkToken(token.data) }))
    return revoked ? new Response(null, { status: 204 }) : refuse(404, 'link_unknown')
  })
}

import type { Handler } from 'hono'
import { issuesOf, refuse } from './api-refusal.js'
import type { createApiRoutes } from './api-request.js'
import { parseIdentities } from './identities-body.js'
import { readJson } from './read-json.js'
import type { ServerStore } from './server-store.js'

/**
 * POST /v1/identities: 204 once the store has what the site's server says of who its visitors are; all of it or nothing.
 * The answer is the same whether anybody had heard of them before.
 */
export function createIdentitiesRoute(
  route: ReturnType<typeof createApiRoutes>,
  store: Pick<ServerStore, 'tellPeople'>,
): Handler {
  return route(async (site, c) => {
    const read = await readJson(c.req.raw)
    if (read.kind === 'refused') return read
    const said = parseIdentities(read.json, site.siteId)
    switch (said.kind) {
      case 'invalid':
        return refuse(400, 'request_invalid', { issues: issuesOf(said.error) })
      case 'elsewhere':
        return refuse(403, 'secret_key_of_other_site')
      case 'people':
        await store.tellPeople(said.people)
        return new Response(null, { status: 204 })
    }
  })
}

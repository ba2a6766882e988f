import type { Handler } from 'hono'
import { issuesOf } from '../lib/issues-of.js'
import type { Clock } from '../lib/clock.js'
import { refuse } from './api-refusal.js'
import type { createApiRoutes } from './api-request.js'
import { parseIdentities } from './identities-body.js'
import { readJson } from './read-json.js'
import type { ServerStore } from './server-store.js'

interface IdentitiesDeps {
  route: ReturnType<typeof createApiRoutes>
  store: Pick<ServerStore, 'tellPeople'>
  clock: Clock
}

/**
 * POST /v1/identities: 204 once the store has what the site's server says of who its visitors are; all of it or nothing.
 * The answer is the same whether anybody had heard of them before.
 */
export function createIdentitiesRoute({ route, store, clock }: IdentitiesDeps): Handler {
  return route(async (site, c) => {
    const read = await readJson(c.req.raw)
    if (read.kind === 'refused') return read
    const said = parseIdentities(read.json, { ofSite: site.siteId, nowMs: clock() })
    switch (said.kind) {
      case 'invalid':
        return refuse(400, 'request_invalid', { issues: issuesOf(said.error) })
      case 'outside':
        return refuse(400, 'request_invalid', {
          issues: ['occurredAt: must be within the last 30 days, and not in the future'],
        })
      case 'elsewhere':
        return refuse(403, 'secret_key_of_other_site')
      case 'people':
        await store.tellPeople(said.people)
        return new Response(null, { status: 204 })
    }
  })
}

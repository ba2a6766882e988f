import type { Context, Handler } from 'hono'
import type { Clock } from '../lib/clock.js'
import type { Site } from '../lib/config-file.js'
import type { SecretKey } from '../lib/secret-keys.js'
import { answerRefusal, refuse, refuseForNow, type ApiRefusal } from './api-refusal.js'
import { createAuthorize } from './authorize.js'
import type { ApiLog } from './log-api.js'
import { NoAnswer } from '../lib/thread-calls.js'

export interface ApiDeps {
  sites: ReadonlyMap<string, Site>
  secretKeys: readonly SecretKey[]
  /** What counts as the address that a request comes from. */
  addressKeyOf: (c: Context) => string
  clock: Clock
  log: ApiLog
}

/** What one route does for the server of a site. */
type Work = (site: Site, c: Context) => Promise<Response | ApiRefusal>

const STORE_RETRY_AFTER_SECONDS = 5

/**
 * Makes routes that only a site's own server may ask, with its secret key. What comes from a page is refused even with a
 * right key: a key that a page holds is everybody's, and its owner should learn of it at the first try. No preflight is
 * answered, so a browser does not even send what it holds.
 */
export function createApiRoutes(deps: ApiDeps): (work: Work) => Handler {
  const authorize = createAuthorize(deps)
  const { log } = deps

  return (work) =>
    async function answerServer(c) {
      const asker = check(c)
      const answer = asker.kind === 'refused' ? asker : await working(work, asker, c)
      if (answer instanceof Response) return answer
      log.requestRefused(answer, asker.kind === 'site' ? asker.site.siteId : null)
      return answerRefusal(answer)
    }

  function check(c: Context): { kind: 'site'; site: Site } | ApiRefusal {
    if (c.req.header('origin') !== undefined) return refuse(403, 'secret_key_in_page')
    const authorization = c.req.header('authorization')
    const asker = authorize({ authorization, addressKey: deps.addressKeyOf(c) })
    if (asker.kind === 'refused') return asker
    const site = deps.sites.get(asker.siteId)
    if (!site) throw new Error(`a secret key was let pass for ${asker.siteId}, which is no site`)
    return { kind: 'site', site }
  }

  async function working(work: Work, { site }: { site: Site }, c: Context) {
    try {
      return await work(site, c)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      log.storeAway(error)
      return refuseForNow(503, 'store_unavailable', STORE_RETRY_AFTER_SECONDS)
    }
  }
}

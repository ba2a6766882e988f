import type { GongClient } from '../gong/client.js'
import type { Site } from '../lib/config-file.js'
import { skip, type Verdict } from './check.js'
import { judgeEmptyBody } from './judge-empty-body.js'
import { callWithPermit, type CallDeps } from './permitted-call.js'

interface EngagingDeps extends CallDeps {
  client: Pick<GongClient, 'checkEngaging'>
  sites: readonly Pick<Site, 'siteId' | 'engagementCalls'>[]
  /** Whether Gong has just let us in and write. */
  isLetIn: boolean
}

/** Whether Gong lets this key make the engagement calls; asked only where a site has them on. */
export async function checkEngaging(deps: EngagingDeps): Promise<Verdict> {
  const { client, sites, isLetIn } = deps
  if (sites.every(({ engagementCalls }) => !engagementCalls)) {
    return skip('not used: no site has engagementCalls')
  }
  if (!isLetIn) return skip('not asked: the credentials were not found good')
  const result = await callWithPermit(deps, () => client.checkEngaging())
  if (result.kind === 'not made') return result.verdict
  return judgeEmptyBody({
    answer: result.answer,
    call: 'content-viewed',
    asked: 'an empty content viewed',
    passed:
      'Gong lets this key make engagement calls (it refused an empty content viewed for what it is)',
  })
}

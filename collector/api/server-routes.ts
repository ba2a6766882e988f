import type { Handler } from 'hono'
import type { Logger } from '../lib/logger.js'
import { createApiRoutes, type ApiDeps } from './api-request.js'
import { createFollowLinkRoute, type AddressLimit } from './follow-link-route.js'
import { createIdentitiesRoute } from './identities-route.js'
import { createMakeLinksRoute, createRevokeLinkRoute } from './links-routes.js'
import { createApiLog } from './log-api.js'
import type { ServerStore } from './server-store.js'
import { createMakeShareRoute, type DescribePage } from './shares-route.js'

export interface ServerDeps extends Omit<ApiDeps, 'log'> {
  store: ServerStore
  logger: Logger
  rateLimit: AddressLimit | false
  links: { days: number }
  publicUrl?: string | undefined
  describePage: DescribePage
}

/** What a site's own server and the readers of its links may ask for. */
export function createServerRoutes(
  deps: ServerDeps,
): Record<'postIdentities' | 'postLinks' | 'deleteLink' | 'postShares' | 'followLink', Handler> {
  const log = createApiLog(deps)
  const route = createApiRoutes({ ...deps, log })
  return {
    postIdentities: createIdentitiesRoute({ ...deps, route }),
    postLinks: createMakeLinksRoute({ ...deps, route }),
    deleteLink: createRevokeLinkRoute({ ...deps, route }),
    postShares: createMakeShareRoute({ ...deps, route }),
    followLink: createFollowLinkRoute({ ...deps, log }),
  }
}

import { createTokenJudge } from '../lib/judge-token.js'
import type { JwtKeyText } from '../lib/jwt-key.js'
import type { Logger } from '../lib/logger.js'
import { createTestLogger } from '../lib/test-logger.js'
import type { Store } from '../store/store.js'
import { stitchOnce } from './stitch-once.js'

export const MAX_LINK_BROWSERS = 3

interface Given {
  limit?: number
  keys?: JwtKeyText[]
  logger?: Logger
}

/** One pass of the stage over a store. */
export function stitch(store: Store, given: Given = {}) {
  const { limit = 100, keys = [], logger = createTestLogger().logger } = given
  const judgeToken = createTokenJudge(keys)
  return stitchOnce({ store, judgeToken, maxLinkBrowsers: MAX_LINK_BROWSERS, logger }, limit)
}

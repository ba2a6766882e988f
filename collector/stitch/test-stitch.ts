import { createTokenJudge } from '../lib/judge-token.js'
import type { JwtKeyText } from '../lib/jwt-key.js'
import type { Store } from '../store/store.js'
import { stitchOnce } from './stitch-once.js'

export const MAX_LINK_BROWSERS = 3

/** One pass of the stage over a store. */
export function stitch(store: Store, given: { limit?: number; keys?: JwtKeyText[] } = {}) {
  const { limit = 100, keys = [] } = given
  const judgeToken = createTokenJudge(keys)
  return stitchOnce({ store, judgeToken, maxLinkBrowsers: MAX_LINK_BROWSERS }, limit)
}

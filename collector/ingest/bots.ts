import { isbot } from 'isbot'
import { LRUCache } from 'lru-cache'
import type { ErrorCode } from '../lib/error-codes.js'

/** Few browsers make most of the traffic, and isbot's pattern is a long one. */
const MAX_REMEMBERED = 2000

/**
 * What opens the links in a mail and isbot 5.2 takes for a browser: the gateways of Barracuda and Trend Micro (TMES), and
 * Office, which looks at a link before the browser does: https://webmasters.stackexchange.com/q/71112
 */
const LINK_SCANNERS = /barracuda|\btmes\b|trend ?micro|\bms-?office\b/i

/** Why a beacon counts as a bot's, or null: the page's own word first, then the user agent, which every browser has. */
export function createBotCheck(): (visitor: {
  automated: boolean
  userAgent: string | null
}) => ErrorCode | null {
  const verdicts = new LRUCache<string, boolean>({ max: MAX_REMEMBERED })
  return function botReason({ automated, userAgent }) {
    if (automated) return 'bot_automated'
    if (!userAgent?.trim()) return 'bot_user_agent'
    let isBot = verdicts.get(userAgent)
    if (isBot === undefined) {
      isBot = isbot(userAgent) || LINK_SCANNERS.test(userAgent)
      verdicts.set(userAgent, isBot)
    }
    return isBot ? 'bot_user_agent' : null
  }
}

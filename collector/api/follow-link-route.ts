import type { Context, Handler } from 'hono'
import type { Clock } from '../lib/clock.js'
import type { ConfigFile, Site } from '../lib/config-file.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { createTokenBuckets } from '../lib/token-buckets.js'
import { linkToken } from './link-token.js'
import type { ApiLog } from './log-api.js'
import type { LinkTarget, ServerStore } from './server-store.js'
import { isOfSite, withoutToken, withToken } from './site-url.js'
import { NoAnswer } from '../lib/thread-calls.js'

export type AddressLimit = Pick<
  Exclude<ConfigFile['rateLimit'], false>,
  'perAddressPerSecond' | 'perAddressBurst'
>

interface FollowDeps {
  sites: ReadonlyMap<string, Site>
  store: Pick<ServerStore, 'findLink'>
  log: Pick<ApiLog, 'storeAway'>
  clock: Clock
  rateLimit: AddressLimit | false
  addressKeyOf: (c: Context) => string
}

const MAX_ADDRESSES = 50_000
const STORE_RETRY_AFTER_SECONDS = 5

/**
 * GET /l/:token leads whoever reads a tracked link to its page, with the token. That is no visit: scanners of mail and
 * previews of messengers come by here too, and only the snippet in the page tells of one.
 *
 * No Referrer-Policy: this address never is a referrer, since it redirects; the header would only keep the page from
 * hearing in which webmail or network the link was read. https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function createFollowLinkRoute(deps: FollowDeps): Handler {
  const { sites, store, log, rateLimit, addressKeyOf } = deps
  const limit =
    rateLimit === false
      ? null
      : createTokenBuckets({
          perSecond: rateLimit.perAddressPerSecond,
          burst: rateLimit.perAddressBurst,
          maxKeys: MAX_ADDRESSES,
          clock: deps.clock,
        })

  return async function followLink(c) {
    const retryAfterSeconds = limit?.take(addressKeyOf(c)) ?? 0
    if (retryAfterSeconds > 0)
      return say(429, 'Too many links are opened from here.', retryAfterSeconds)
    const token = linkToken.safeParse(c.req.param('token'))
    if (!token.success) return say(404, ERROR_CODES.link_unknown)
    try {
      const target = await store.findLink(hashLinkToken(token.data))
      const location = locationOf(target, { sites, token: token.data })
      if (location === null) return say(404, ERROR_CODES.link_unknown)
      return new Response(null, { status: 302, headers: { ...HEADERS, Location: location } })
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      log.storeAway(error)
      return say(503, 'This link cannot be opened just now.', STORE_RETRY_AFTER_SECONDS)
    }
  }
}

/** A search engine should list the page, and no cache keep where a link leads: it may be taken back. */
const HEADERS = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' }

/**
 * Where the reader is sent. An ended link still leads to its page, which is what he came for, but tells it nothing. Null
 * of an unknown one, and of one whose page is no longer on the site's own origins.
 */
function locationOf(
  target: LinkTarget | null,
  { sites, token }: { sites: ReadonlyMap<string, Site>; token: string },
): string | null {
  const site = target && sites.get(target.siteId)
  if (!site || !isOfSite(target.url, site)) return null
  return target.hasEnded ? withoutToken(target.url) : withToken(target.url, token)
}

/** For a person before a browser. */
function say(status: 404 | 429 | 503, words: string, retryAfterSeconds?: number): Response {
  const wait = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  const text = retryAfterSeconds === undefined ? words : `${words} Please try again in a moment.`
  const type = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }
  return new Response(`${text}\n`, { status, headers: { ...HEADERS, ...wait, ...type } })
}

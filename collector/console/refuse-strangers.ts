import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { isLoopback } from '../lib/is-loopback.js'
import { answerFault } from './answer-fault.js'
import type { ConsoleDeps } from './deps.js'

/** Only a page of ours can send it: another's would need a preflight, which nobody answers. */
export const OWN_HEADER = 'Tamtam-Console'

const READS = new Set(['GET', 'HEAD'])

/** Their forms work without script, and then cannot send the header: the browser has to vouch for where they come from. */
const FORMS = new Set(['/sign-in', '/sign-out'])

/** Where a link on another site leads to no page of ours. */
const NO_PAGE = /^\/(api|assets)\/|^\/metrics$|\.csv$/

/** What a proxy adds. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Keeps other sites' pages from acting through the browser of whoever is signed in: what changes something needs a header
 * that forms cannot send, and comes from our own origin; JSON sent as text/plain is caught by that too. Without tokens the
 * name by which we are asked has to be this machine's, or a name that a stranger points at 127.0.0.1 would make his page
 * our own origin (DNS rebinding); and what a proxy on this machine passes on comes from who knows where. A proxy that adds
 * nothing cannot be told from a program on this machine: to look for one is a seat belt and no guard. What guards is a token.
 * What is read costs and is noted too: another site's page may lead people here by a link, and have nothing fetched.
 */
export function refuseStrangers({ config }: Pick<ConsoleDeps, 'config'>): MiddlewareHandler {
  const isOpen = config.admin.tokens.length === 0
  return async function guard(c, next) {
    if (isOpen && !isLoopback(new URL(c.req.url).hostname)) {
      return answerFault(c, 421, 'console_host_foreign')
    }
    if (isOpen && isPassedOn(c)) {
      return answerFault(c, 421, 'console_proxied')
    }
    if (READS.has(c.req.method)) {
      return isFromElsewhere(c) && !isVisit(c)
        ? answerFault(c, 403, 'console_origin_foreign')
        : next()
    }
    if (!isOwnOrigin(c)) return answerFault(c, 403, 'console_origin_foreign')
    return c.req.header(OWN_HEADER) !== undefined || carriesToken(c) || isOwnForm(c)
      ? next()
      : answerFault(c, 403, 'console_header_missing')
  }
}

/** By a header that proxies add, or by HTTP/1.0, which nginx speaks unless told otherwise and no browser does. */
function isPassedOn(c: Context): boolean {
  // What `listen` gives; `app.request()` has none of it.
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  return (
    incoming?.httpVersion === '1.0' || PASSED_ON.some((name) => c.req.header(name) !== undefined)
  )
}

/** By https://www.w3.org/TR/fetch-metadata/, which no page can write. */
function isFromElsewhere(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/** Somebody followed a link to a page, which opens as a whole tab: nobody else sees what it shows. */
function isVisit(c: Context): boolean {
  return (
    c.req.header('sec-fetch-mode') === 'navigate' &&
    c.req.header('sec-fetch-dest') === 'document' &&
    !NO_PAGE.test(c.req.path)
  )
}

/** Browsers say where a request comes from, at least one way; programs say nothing. */
function isOwnOrigin(c: Context): boolean {
  if (isFromElsewhere(c)) return false
  const origin = c.req.header('origin')
  // By its host alone: behind a proxy that ends TLS we hear http where the browser says https.
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host
}

/** Whoever carries a token is no browser that was led here: none sends this kind by itself. */
function carriesToken(c: Context): boolean {
  return /^Bearer /i.test(c.req.header('authorization') ?? '')
}

/** Told apart from another's form by what the browser says, which `isOwnOrigin` has looked at. */
function isOwnForm(c: Context): boolean {
  const isSaid = c.req.header('sec-fetch-site') ?? c.req.header('origin')
  return FORMS.has(c.req.path) && isSaid !== undefined && isSaid !== 'none'
}

import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ERROR_CODES } from '../lib/error-codes.js'
import { isAway } from '../store/is-away.js'
import { answerAway, answerFault } from './answer-fault.js'
import { createAssetRoute } from './assets.js'
import type { ConsoleDeps } from './deps.js'
import { createAuditNotes } from './keep-audit.js'
import { createLockout } from './lockout.js'
import { createMetricsRoute } from './metrics-route.js'
import { neverStored } from './never-stored.js'
import type { AddPage } from './page.js'
import { PAGES } from './pages.js'
import { refuseStrangers } from './refuse-strangers.js'
import { securityHeaders } from './security-headers.js'
import { createSessions } from './sessions.js'
import { createSharedReads } from './share-reads.js'
import { addSignIn } from './sign-in-routes.js'
import { addressOf, whoAsks } from './who-asks.js'

/** What an operator sends is small. */
const MAX_BODY_BYTES = 64 * 1024

/** The operator's listener: console, its API, and metrics. */
export function createConsole(deps: ConsoleDeps, pages: readonly AddPage[] = PAGES): Hono {
  const { config, clock, logger, assets } = deps
  const keys = {
    tokens: config.admin.tokens,
    sessions: createSessions({ clock }),
    lockout: createLockout({ clock }),
  }
  const note = createAuditNotes(deps)
  const pageDeps = {
    ...deps,
    note,
    shared: createSharedReads(deps.monotonicMs),
    whoAsks: (c: Parameters<typeof whoAsks>[0]) => whoAsks(c, keys),
  }

  const app = new Hono()
  app.use(neverStored)
  app.use(securityHeaders())
  app.use(refuseStrangers(deps))
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => answerFault(c, 413, 'console_body_too_large'),
    }),
  )
  app.get('/assets/:name', createAssetRoute(assets))
  addSignIn(app, { ...keys, note })
  app.use(async (c, next) => {
    const who = pageDeps.whoAsks(c)
    if (who.kind === 'locked out') {
      const headers = { 'Retry-After': String(who.waitSeconds) }
      return answerFault(c, 429, 'console_locked_out', { headers })
    }
    if (who.kind !== 'nobody' && who.kind !== 'refused') return next()
    if (who.kind === 'refused' && who.isNews) {
      await note({ actor: 'api', action: 'sign_in_refused', target: addressOf(c) })
    }
    const isPerson = (c.req.header('accept') ?? '').includes('text/html')
    if (isPerson && !c.req.path.startsWith('/api/')) return c.redirect('/sign-in', 303)
    // A page that is looked at while its session ends asks by itself: it goes to the sign-in.
    const isPage = c.req.header('hx-request') !== undefined
    const headers = { 'WWW-Authenticate': 'Bearer', ...(isPage && { 'HX-Redirect': '/sign-in' }) }
    return answerFault(c, 401, 'console_token_missing', { headers })
  })
  app.get('/metrics', createMetricsRoute(deps))
  for (const add of pages) add(app, pageDeps)
  app.notFound((c) => answerFault(c, 404, 'not_found'))
  app.onError((error, c) => {
    if (isAway(error)) {
      logger.warn(
        { event: 'console_store_away', path: c.req.path, err: error },
        'the store is away',
      )
      return answerAway(c)
    }
    logger.error({ event: 'console_failed', path: c.req.path, err: error }, 'the console failed')
    return answerFault(c, 500, 'internal_error', { issues: [ERROR_CODES.internal_error] })
  })
  return app
}

import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Clock } from '../../clock.js'
import type { createAcceptedCalls } from '../accepted-calls.js'
import type { createCallLog } from '../call-log.js'
import { toEntries } from './entry.js'
import { groupEntries } from './group-entries.js'
import { readShares } from './read-shares.js'
import { streamArrivals } from './stream-arrivals.js'
import { timelineBody } from './timeline-body.js'
import { timelinePage } from './timeline-page.js'

/** Enough for a demo; a load test must not make the page grow without end. */
const MAX_SHOWN = 300

const self = ["'self'"]
const none = ["'none'"]

/** The page that a seller would see in Gong, in HTML that is complete without the script that keeps it live. */
export function createTimeline(deps: {
  clock: Clock
  accepted: ReturnType<typeof createAcceptedCalls>
  log: ReturnType<typeof createCallLog>
}) {
  const { clock, accepted, log } = deps
  const app = new Hono()

  app.use(
    '*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: none,
        scriptSrc: self,
        styleSrc: self,
        connectSrc: self,
        imgSrc: self,
        baseUri: none,
        frameAncestors: none,
      },
    }),
  )
  app.get('/', (c) => c.html(timelinePage(body())))
  app.get('/timeline', (c) => c.html(body()))
  app.get('/timeline/arrivals', (c) => streamArrivals(c, accepted))
  app.use('/assets/*', serveStatic({ root: import.meta.dirname }))
  return app

  function body() {
    const calls = accepted.all()
    const firstShown = Math.max(0, calls.length - MAX_SHOWN)
    const shares = readShares(calls, firstShown)
    const entries = calls.slice(firstShown).flatMap((call) => toEntries(call, shares))
    const interactions = accepted.counts().accepted
    const refused = Object.values(log.counts().refusedByStatus).reduce((sum, n) => sum + n, 0)
    return timelineBody(groupEntries(entries), { interactions, left: firstShown, refused }, clock())
  }
}

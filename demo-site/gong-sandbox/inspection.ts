import { Hono } from 'hono'
import type { createAcceptedCalls } from './accepted-calls.js'
import type { createArrivals } from './arrivals.js'
import type { createCallLog } from './call-log.js'
import { fault, type createFaults } from './faults.js'
import type { createQuota } from './quota.js'
import { parseJson } from './read-body.js'

type Inspected = {
  accepted: ReturnType<typeof createAcceptedCalls>
  erasures: readonly string[]
  log: ReturnType<typeof createCallLog>
  quota: ReturnType<typeof createQuota>
  faults: ReturnType<typeof createFaults>
  arrivals: ReturnType<typeof createArrivals>
  tokensGiven: () => number
}

/**
 * What came of all calls so far, in numbers. `busiestSecond` is of the calls that spent quota, `mostInOneSecond` and
 * `mostInOneDay` of all that reached Gong's paths; requests for a token, which have another host, are in neither.
 */
export function summarise({ accepted, log, quota, arrivals, tokensGiven }: Inspected) {
  return {
    ...accepted.counts(),
    ...log.counts(),
    busiestSecond: quota.busiestSecond(),
    ...arrivals.most(),
    tokensGiven: tokensGiven(),
  }
}

/** What the real Gong does not have: reading back what arrived, and failing on request. */
export function createInspection(inspected: Inspected) {
  const { accepted, erasures, log, faults } = inspected
  return new Hono()
    .get('/sandbox/interactions', (c) => c.json(accepted.interactions()))
    .get('/sandbox/accepted', (c) => c.json(accepted.all()))
    .get('/sandbox/calls', (c) => c.json(log.all()))
    .get('/sandbox/erasures', (c) => c.json(erasures))
    .get('/sandbox/summary', (c) => c.json(summarise(inspected)))
    .post('/sandbox/faults', async (c) => {
      const request = fault.safeParse(parseJson(await c.req.text()))
      if (!request.success) {
        return c.json({ errors: request.error.issues.map((issue) => issue.message) }, 400)
      }
      faults.add(request.data)
      return c.body(null, 204)
    })
    .delete('/sandbox/faults', (c) => {
      faults.clear()
      return c.body(null, 204)
    })
}

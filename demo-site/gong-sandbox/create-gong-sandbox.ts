import { randomUUID } from 'node:crypto'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Clock } from '../clock.js'
import { createAcceptedCalls } from './accepted-calls.js'
import { createCallLog } from './call-log.js'
import { createFaults } from './faults.js'
import { createGongApi } from './gong-api.js'
import { createInspection, summarise } from './inspection.js'
import { createQuota } from './quota.js'
import { createTimeline } from './timeline/create-timeline.js'

export type GongSandboxOptions = {
  clock: Clock
  accessKey: string
  accessKeySecret: string
  /** Gong's own limits by default, counted over a rolling second and rolling 24 hours. */
  callsPerSecond?: number
  callsPerDay?: number
  newId?: () => string
  sleep?: (delayMs: number) => Promise<unknown>
}

/**
 * A strict stand-in for Gong, which has no test mode of its own: the five calls with their sign-in, quota, contract
 * and de-duplication, faults on request, and a timeline as a seller would read it. Everything is kept in memory and
 * forgotten at the end. The functions beside `app` are the same as its `/sandbox/…` paths, for use in one process.
 */
export function createGongSandbox(options: GongSandboxOptions) {
  const { clock, accessKey, accessKeySecret } = options
  const { callsPerSecond = 3, callsPerDay = 10_000 } = options
  const { newId = randomUUID, sleep = sleepFor } = options

  const accepted = createAcceptedCalls()
  const log = createCallLog()
  const quota = createQuota({ callsPerSecond, callsPerDay })
  const faults = createFaults()
  const inspected = { accepted, log, quota, faults }
  const api = { ...inspected, clock, newId, sleep, accessKey, accessKeySecret }

  const app = new Hono()
    .route('/', createGongApi(api))
    .route('/', createInspection(inspected))
    .route('/', createTimeline({ clock, accepted, log }))
  app.notFound((c) => c.json({ errors: [`There is nothing at ${c.req.path}.`] }, 404))

  return {
    app,
    interactions: accepted.interactions,
    accepted: accepted.all,
    calls: log.all,
    summary: () => summarise(inspected),
    addFault: faults.add,
    clearFaults: faults.clear,
    onAccepted: accepted.onAccepted,
  }
}

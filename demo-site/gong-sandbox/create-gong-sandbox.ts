import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Clock } from '../clock.js'
import { createAcceptedCalls } from './accepted-calls.js'
import { createArrivals } from './arrivals.js'
import { createCallLog } from './call-log.js'
import { createFaults } from './faults.js'
import { createGongApi } from './gong-api.js'
import { createInspection, summarise } from './inspection.js'
import { createOAuth, type OAuthOptions } from './oauth/create-oauth.js'
import { createTokenApi } from './oauth/create-token-api.js'
import { createQuota } from './quota.js'
import { createTimeline } from './timeline/create-timeline.js'

export type GongSandboxOptions = {
  clock: Clock
  accessKey: string
  accessKeySecret: string
  /** Gong's own limits by default, counted over a rolling second and rolling 24 hours. */
  callsPerSecond?: number
  callsPerDay?: number
  /** With it, calls may be signed in by an access token besides the key, and the sandbox gives tokens out. */
  oauth?: OAuthOptions
  newId?: () => string
  /** Ends early, by rejecting, when the signal aborts. */
  sleep?: (delayMs: number, signal?: AbortSignal) => Promise<unknown>
}

/**
 * A strict stand-in for Gong, which has no test mode of its own: the five calls, the list of workspaces and the erasure of an address with
 * their sign-in, quota, contract and de-duplication, faults on request, and a timeline as a seller would read it. Everything is kept in memory and
 * forgotten at the end. The functions beside `app` are the same as its `/sandbox/…` paths, for use in one process.
 */
export function createGongSandbox(options: GongSandboxOptions) {
  const { clock, accessKey, accessKeySecret } = options
  const { callsPerSecond = 3, callsPerDay = 10_000 } = options
  const { newId = randomUUID, sleep = wait } = options

  const accepted = createAcceptedCalls()
  const erasures: string[] = []
  const log = createCallLog()
  const quota = createQuota({ callsPerSecond, callsPerDay })
  const faults = createFaults()
  const arrivals = createArrivals()
  const oauth = options.oauth ? createOAuth({ ...options.oauth, newToken }) : null
  const tokenApi = oauth && createTokenApi({ clock, newId, log, faults, oauth })
  const tokensGiven = tokenApi?.tokensGiven ?? (() => 0)
  const inspected = { accepted, erasures, log, quota, faults, arrivals, tokensGiven }
  const keys = { accessKey, accessKeySecret }

  const app = new Hono()
    .route('/', createGongApi({ ...inspected, clock, newId, sleep, keys, oauth }))
    .route('/', createInspection(inspected))
    .route('/', createTimeline({ clock, accepted, log }))
  if (tokenApi) app.route('/', tokenApi.app)
  app.notFound((c) => c.json({ errors: [`There is nothing at ${c.req.path}.`] }, 404))

  return {
    app,
    interactions: accepted.interactions,
    accepted: accepted.all,
    /** The addresses whose erasure was asked for. */
    erasures: (): readonly string[] => erasures,
    calls: log.all,
    summary: () => summarise(inspected),
    addFault: faults.add,
    clearFaults: faults.clear,
    onAccepted: accepted.onAccepted,
  }
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function wait(delayMs: number, signal?: AbortSignal): Promise<unknown> {
  return sleepFor(delayMs, undefined, signal && { signal })
}

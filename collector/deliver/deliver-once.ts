import type { GongAnswer, GongClient } from '../gong/client.js'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import type { Attempt, Conclusion } from '../store/conclude.js'
import type { Claim } from '../store/outbox.js'
import type { Budget } from '../store/permits.js'
import type { StoreVerbs } from '../store/store.js'
import { afterFailure } from './after-failure.js'
import { backOffMs } from './back-off.js'
import { fixRequest, type FixDeps } from './fix-request.js'
import { readOutcome, type Outcome } from './read-outcome.js'

export interface DeliverDeps extends FixDeps {
  client: GongClient
  budget: Budget
  /** Longer than any call takes: until then an unfinished call counts as under way. */
  callTimeoutMs: number
  random: () => number
  logger: Logger
}

/** What the loop does next. */
export type DeliveryStep =
  | { kind: 'again' }
  /** Null: until something new is to be sent. */
  | { kind: 'wait'; untilMs: number | null }
  | { kind: 'halt'; reason: ErrorCode }

/** Past the call's own time-out, so that a lease never ends under a call that is still under way. */
const LEASE_MARGIN_MS = 5_000

/** Another loop has the lane, or was about to empty it. */
const CONTENDED_MS = 50

/** "For days", from the first failure on: a weekend's outage and its Monday. */
const MAX_RETRY_MS = 3 * 24 * 60 * 60 * 1000

/**
 * One step of delivery: permit, claim one lane, send its head, record. A crash after the sending repeats the call with
 * the same eventId once the lease has ended, and Gong answers 409.
 */
export async function deliverOnce(deps: DeliverDeps): Promise<DeliveryStep> {
  const { store, budget, callTimeoutMs } = deps
  const nowMs = await store.nowMs()
  const dueMs = await store.readNextDue(nowMs)
  if (dueMs === null || dueMs > nowMs) return { kind: 'wait', untilMs: dueMs }

  const permit = await store.transaction((tx) => tx.takePermit(budget, callTimeoutMs))
  if (permit.kind === 'wait') return permit
  const leaseMs = callTimeoutMs + LEASE_MARGIN_MS
  const claim = await store.transaction(async (tx) => tx.claim(await tx.nowMs(), leaseMs))
  if (!claim) {
    await store.returnPermit(permit.permitId)
    return { kind: 'wait', untilMs: nowMs + CONTENDED_MS }
  }
  return attempt(claim, permit.permitId, deps)
}

async function attempt(claim: Claim, permitId: number, deps: DeliverDeps): Promise<DeliveryStep> {
  const { store, client } = deps
  const startedAtMs = await store.nowMs()
  const fixed = await fixRequest(claim, deps)
  if (fixed.kind === 'unfit') {
    await store.returnPermit(permitId)
    const { detail } = fixed
    const outcome: Outcome = { kind: 'dead', reason: 'contract_violation', detail }
    return record({ claim, outcome, answer: null, startedAtMs, finishedAtMs: startedAtMs }, deps)
  }
  const answer = await client.sendDigitalInteraction(fixed.request)
  const finishedAtMs = await store.nowMs()
  await store.finishPermit(permitId, finishedAtMs)
  const outcome = readOutcome(answer, finishedAtMs)
  return record({ claim, outcome, answer, startedAtMs, finishedAtMs }, deps)
}

interface Finished {
  claim: Claim
  outcome: Outcome
  answer: GongAnswer | null
  startedAtMs: number
  finishedAtMs: number
}

async function record(finished: Finished, deps: DeliverDeps): Promise<DeliveryStep> {
  const { claim, outcome, finishedAtMs: nowMs } = finished
  const attempt = attemptOf(finished)
  const conclusion = conclude(finished, deps.random())
  const ours = await deps.store.transaction(async (tx) => {
    if (finished.answer) await judgeDestination(tx, finished, deps.random())
    return tx.conclude(claim, { attempt, conclusion, nowMs })
  })
  const { interactionId, gongEventId } = claim
  const facts = { interactionId, gongEventId, ...attempt, ours }
  const level = outcome.kind === 'delivered' ? 'info' : outcome.kind === 'retry' ? 'warn' : 'error'
  const words = 'reason' in outcome ? ERROR_CODES[outcome.reason] : 'Gong has the interaction'
  deps.logger[level]({ event: 'attempt', ...facts }, words)
  return outcome.kind === 'halt' ? outcome : { kind: 'again' }
}

async function judgeDestination(tx: StoreVerbs, finished: Finished, random: number): Promise<void> {
  const { claim, outcome, finishedAtMs } = finished
  switch (outcome.kind) {
    case 'delivered':
    case 'dead':
      return tx.forgetFailures()
    case 'halt':
      return
    case 'retry': {
      const failure = {
        interactionId: claim.interactionId,
        askedToWaitMs: outcome.askedToWaitMs ?? null,
        nowMs: finishedAtMs,
        random,
      }
      return tx.blockDestination(afterFailure(await tx.readDestination(), failure))
    }
  }
}

function conclude({ claim, outcome, finishedAtMs }: Finished, random: number): Conclusion {
  switch (outcome.kind) {
    case 'delivered':
      return { state: 'delivered', requestId: outcome.requestId }
    case 'dead':
      return { state: 'dead', reason: outcome.reason, detail: outcome.detail }
    case 'halt':
      // Until somebody has mended the set-up nothing is tried, and that time is not held against it.
      return {
        state: 'retry',
        reason: outcome.reason,
        dueAtMs: finishedAtMs,
        failingSinceMs: null,
      }
    case 'retry': {
      const { reason } = outcome
      // What Gong asks everybody to wait for is no failure of this interaction.
      if (outcome.askedToWaitMs !== undefined) {
        const dueAtMs = finishedAtMs + outcome.askedToWaitMs
        return { state: 'retry', reason, dueAtMs, failingSinceMs: claim.failingSinceMs }
      }
      const failingSinceMs = claim.failingSinceMs ?? finishedAtMs
      if (finishedAtMs - failingSinceMs > MAX_RETRY_MS) {
        return { state: 'dead', reason: 'retries_exhausted', detail: [reason] }
      }
      const dueAtMs = finishedAtMs + backOffMs(claim.attempts, random)
      return { state: 'retry', reason, dueAtMs, failingSinceMs }
    }
  }
}

function attemptOf({ outcome, answer, startedAtMs, finishedAtMs }: Finished): Attempt {
  const answered = answer?.kind === 'answer' ? answer : null
  return {
    startedAtMs,
    durationMs: finishedAtMs - startedAtMs,
    outcome: outcome.kind,
    status: answered?.status ?? null,
    reason: 'reason' in outcome ? outcome.reason : null,
    requestId: answered?.requestId ?? null,
    errors: answered?.errors ?? (answer?.kind === 'unreachable' ? [answer.cause] : []),
  }
}

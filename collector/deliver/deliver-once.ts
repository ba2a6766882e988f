import type { GongAnswer, GongClient } from '../gong/client.js'
import type { SignIn } from '../gong/sign-in.js'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import type { Tracing } from '../lib/tracing.js'
import type { Attempt, Conclusion } from '../store/conclude.js'
import type { Claim } from '../store/outbox.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { afterFailure } from './after-failure.js'
import { backOffMs } from './back-off.js'
import { deliverSpan } from './deliver-span.js'
import type { MetricHooks } from './metric-hooks.js'
import { readOutcome, type Outcome } from './read-outcome.js'
import { takeTurn, type Turn, type TurnWish } from './take-turn.js'

export interface DeliverDeps extends TurnWish {
  store: Store
  client: Pick<GongClient, 'send'>
  signIn: SignIn
  random: () => number
  logger: Logger
  metrics?: MetricHooks
  tracing?: Tracing
}

/** What the loop does next. */
export type DeliveryStep =
  | { kind: 'again' }
  /** Null: until something new is to be sent. */
  | { kind: 'wait'; untilMs: number | null }
  /** Nobody is signed in, whichever loop asks. */
  | { kind: 'away'; untilMs: number }
  | { kind: 'halt'; reason: ErrorCode }

/** "For days", from the first failure on: a weekend's outage and its Monday. */
const MAX_RETRY_MS = 3 * 24 * 60 * 60 * 1000

/** Of which at least so many were tried: an outage, or a halt, in which hardly anything is, kills nothing. */
const MIN_ATTEMPTS = 10

/** For so long the same person's later interactions wait for one that fails; then they step over it. */
const STUCK_MS = 15 * 60 * 1000

/** How soon sign-in is tried again that could not be had. */
const SIGN_IN_AGAIN_MS = 10_000

/** And one at which another process is. */
const BUSY_MS = 1000

/**
 * One step of delivery: permit and claim, send, record. A crash after the sending repeats the call with the same eventId
 * once the lease has ended, and Gong answers 409.
 */
export async function deliverOnce(deps: DeliverDeps): Promise<DeliveryStep> {
  const { store, signIn } = deps
  const nowMs = await store.nowMs()
  const dueMs = await store.readNextDue(nowMs)
  if (dueMs === null || dueMs > nowMs) return { kind: 'wait', untilMs: dueMs }

  const halt = await store.readHalt(deps.credential)
  if (halt) return { kind: 'halt', reason: halt.reason }

  // Before anything is claimed: no lease ends, and no permit is spent, while an access token is fetched.
  const signedIn = await signIn.read()
  if (signedIn.kind !== 'signed-in') return awaitSignIn(signedIn, deps)
  const turn = await store.transaction((tx) => takeTurn(tx, deps))
  switch (turn.kind) {
    case 'turn':
      return attempt(turn, deps)
    case 'unfit': {
      const { claim, detail } = turn
      const outcome: Outcome = { kind: 'dead', reason: 'contract_violation', detail }
      const finished = { claim, permitId: null, outcome, answer: null }
      return record({ ...finished, startedAtMs: nowMs, finishedAtMs: nowMs }, deps)
    }
    case 'wait':
    case 'halt':
      return turn
  }
}

async function attempt(
  { claim, permitId, call, beginByMs }: Turn,
  deps: DeliverDeps,
): Promise<DeliveryStep> {
  const { store, client } = deps
  const startedAtMs = await store.nowMs()
  if (startedAtMs > beginByMs) {
    // The process stood still: somebody else may be about to take the lane, and the permit's place may be free by then.
    await store.returnPermit(permitId)
    return { kind: 'again' }
  }
  deps.metrics?.permitTaken(claim.priority)
  const end = deps.tracing?.begin()
  const answer = await client.send(call)
  const finishedAtMs = await store.nowMs()
  const outcome = readOutcome(answer, finishedAtMs, call.name)
  end?.(deliverSpan({ claim, call }, { answer, outcome }))
  return record({ claim, permitId, outcome, answer, startedAtMs, finishedAtMs }, deps)
}

interface Finished {
  claim: Claim
  /** Null when no call was made. */
  permitId: number | null
  outcome: Outcome
  answer: GongAnswer | null
  startedAtMs: number
  finishedAtMs: number
}

async function record(finished: Finished, deps: DeliverDeps): Promise<DeliveryStep> {
  const { claim, outcome, answer, finishedAtMs: nowMs } = finished
  const attempt = attemptOf(finished)
  const conclusion = conclude(finished, deps.random())
  const ours = await deps.store.transaction(async (tx) => {
    // The destination before the lane, as whoever takes a turn does.
    await judgeDestination(tx, finished, deps)
    return tx.conclude(claim, { attempt, conclusion, nowMs })
  })
  deps.metrics?.attempted(attempt, {
    wasCalled: answer !== null,
    isUnexpectedRepeat: isUnexpectedRepeat(finished),
  })
  const { interactionId, gongEventId } = claim
  const retryAfter = answer?.kind === 'answer' ? answer.retryAfter : null
  const facts = { interactionId, gongEventId, ...attempt, ...(retryAfter && { retryAfter }), ours }
  const level = outcome.kind === 'delivered' ? 'info' : outcome.kind === 'retry' ? 'warn' : 'error'
  deps.logger[level]({ event: 'attempt', ...facts }, wordsOf(finished))
  return outcome.kind === 'halt' ? outcome : { kind: 'again' }
}

/** What the call says of Gong as a whole, and that its permit is over. */
async function judgeDestination(
  tx: StoreVerbs,
  { claim, permitId, outcome, finishedAtMs }: Finished,
  { credential, random }: Pick<DeliverDeps, 'credential' | 'random'>,
): Promise<void> {
  if (permitId === null) return
  const destination = await tx.readDestination()
  await tx.finishPermit(permitId, finishedAtMs)
  switch (outcome.kind) {
    case 'delivered':
    case 'dead':
      return tx.forgetFailures()
    case 'halt':
      return tx.halt(credential, { reason: outcome.reason, haltedAtMs: finishedAtMs })
    case 'retry': {
      const failure = {
        wasFailing: claim.failingSinceMs !== null,
        askedToWaitMs: outcome.askedToWaitMs ?? null,
        nowMs: finishedAtMs,
        random: random(),
      }
      return tx.writeDestination(afterFailure(destination, failure))
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
        steppedOver: false,
      }
    case 'retry': {
      const { reason } = outcome
      // What Gong asks everybody to wait for is no failure of this interaction.
      if (outcome.askedToWaitMs !== undefined) {
        const { failingSinceMs } = claim
        const dueAtMs = finishedAtMs + outcome.askedToWaitMs
        return { state: 'retry', reason, dueAtMs, failingSinceMs, steppedOver: false }
      }
      const failingSinceMs = claim.failingSinceMs ?? finishedAtMs
      if (finishedAtMs - failingSinceMs > MAX_RETRY_MS && claim.attempts >= MIN_ATTEMPTS) {
        return { state: 'dead', reason: 'retries_exhausted', detail: [reason] }
      }
      const dueAtMs = finishedAtMs + backOffMs(claim.attempts, random)
      const steppedOver = finishedAtMs - failingSinceMs >= STUCK_MS
      return { state: 'retry', reason, dueAtMs, failingSinceMs, steppedOver }
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

function wordsOf({ claim, outcome, answer }: Finished): string {
  if ('reason' in outcome) return ERROR_CODES[outcome.reason]
  return isUnexpectedRepeat({ claim, answer })
    ? 'Gong has an interaction of this id although this was its first call: another of this id was sent before'
    : 'Gong has the interaction'
}

/** A 409 at the first attempt: two interactions share an id, or the answer of an attempt was lost with a crash. */
function isUnexpectedRepeat({ claim, answer }: Pick<Finished, 'claim' | 'answer'>): boolean {
  return answer?.kind === 'answer' && answer.status === 409 && claim.attempts === 0
}

/** Sign-in that Gong refuses halts; one that cannot be asked for is asked for again. */
async function awaitSignIn(
  signedIn: Exclude<Awaited<ReturnType<SignIn['read']>>, { kind: 'signed-in' }>,
  { store, credential, logger }: DeliverDeps,
): Promise<DeliveryStep> {
  const nowMs = await store.nowMs()
  if (signedIn.kind === 'refused') {
    const reason: ErrorCode = 'gong_sign_in_ended'
    await store.halt(credential, { reason, haltedAtMs: nowMs })
    return { kind: 'halt', reason }
  }
  const { answer, isBusy } = signedIn
  if (isBusy) return { kind: 'away', untilMs: nowMs + BUSY_MS }
  logger.warn(
    { event: 'sign_in_away', ...factsOf(answer) },
    'no access token could be had from Gong just now; it is asked for again',
  )
  return { kind: 'away', untilMs: nowMs + SIGN_IN_AGAIN_MS }
}

function factsOf(answer: GongAnswer): object {
  switch (answer.kind) {
    case 'answer':
      return { status: answer.status }
    case 'unreachable':
      return { fault: answer.fault, cause: answer.cause }
    case 'timeout':
      return { fault: 'timeout' }
  }
}

import type { Budget } from '../deliver/budget.js'
import { afterRateLimit } from '../deliver/rate-share.js'
import { readOutcome } from '../deliver/read-outcome.js'
import { timeInWords } from '../explain/in-words.js'
import type { GongAnswer } from '../gong/client.js'
import type { Store } from '../store/store.js'
import { skip, wordsOf, type Verdict } from './check.js'
import { takePermit, type PermitAnswer } from './take-permit.js'

export interface CallDeps {
  store: Store
  budget: Budget
  callTimeoutMs: number
  /** Resolves after so long. */
  wait: (ms: number) => Promise<unknown>
}

export type CallResult =
  | { kind: 'answered'; answer: GongAnswer }
  /** Nobody was called, and why. */
  | { kind: 'not made'; verdict: Verdict }

/** Past the longest call of others, and no longer: a person waits. */
const MAX_WAIT_MS = 20_000

/**
 * Makes a call once there is leave for it, and waits for a free place as collectors do. What Gong says to a call of ours
 * about calls in general (429) holds for collectors too. Never throws for what the store, Gong or the network does.
 */
export async function callWithPermit(
  deps: CallDeps,
  call: () => Promise<GongAnswer>,
): Promise<CallResult> {
  const first = await callOnce(deps, call)
  const isSignInEnded = first.kind === 'answered' && 'isSignInEnded' in first.answer
  // The next one is made with another access token.
  return isSignInEnded ? callOnce(deps, call) : first
}

async function callOnce(deps: CallDeps, call: () => Promise<GongAnswer>): Promise<CallResult> {
  let permit: PermitAnswer
  try {
    permit = await waitForPermit(deps)
  } catch (cause) {
    return notMade(`the store failed, so no call was made: ${wordsOf(cause)}`, AGAIN)
  }
  if (permit.kind === 'wait') return refusal(permit)
  const answer = await call()
  try {
    await finish(permit.permitId, answer, deps)
  } catch {
    // The permit counts as under way until the call's time-out has passed: too long rather than not at all.
  }
  return { kind: 'answered', answer }
}

async function waitForPermit(deps: CallDeps): Promise<PermitAnswer> {
  const { store, wait } = deps
  const lastMs = (await store.nowMs()) + MAX_WAIT_MS
  for (;;) {
    const permit = await store.transaction((tx) => takePermit(tx, deps))
    if (permit.kind === 'permit' || permit.untilMs > lastMs) return permit
    await wait(permit.untilMs - (await store.nowMs()))
  }
}

async function finish(permitId: number, answer: GongAnswer, { store }: CallDeps): Promise<void> {
  await store.transaction(async (tx) => {
    const destination = await tx.readDestination()
    const nowMs = await tx.nowMs()
    await tx.finishPermit(permitId, nowMs)
    // What is asked of calls in general is the same whichever was made.
    const outcome = readOutcome(answer, nowMs, 'digital-interaction')
    if (outcome.kind !== 'retry' || outcome.askedToWaitMs === undefined) return
    const blockedUntilMs = Math.max(destination.blockedUntilMs, nowMs + outcome.askedToWaitMs)
    await tx.writeDestination({
      ...destination,
      ...afterRateLimit(destination, nowMs),
      blockedUntilMs,
    })
  })
}

function refusal({ untilMs, why }: Extract<PermitAnswer, { kind: 'wait' }>): CallResult {
  const until = timeInWords(untilMs)
  switch (why) {
    case 'blocked':
      return notMade(`no call to Gong before ${until}, since it failed or asked us to wait`, AGAIN)
    case 'spent':
      return notMade(
        `our part of Gong's calls in 24 hours is spent; the next is free at ${until}`,
        `${AGAIN}, or raise budget.share`,
      )
    case 'places':
      return notMade('collectors left no place for a call within 20 s', AGAIN)
  }
}

const AGAIN = 'run doctor again later'

function notMade(found: string, next: string): CallResult {
  return { kind: 'not made', verdict: skip(found, next) }
}

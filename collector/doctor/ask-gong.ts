import type { GongAnswer, GongClient } from '../gong/client.js'
import type { Clock } from '../lib/clock.js'
import type { Timed } from './check-clock.js'
import { callWithPermit, type CallDeps, type CallResult } from './permitted-call.js'

export interface Asked {
  /** A cheap call that creates nothing. */
  read: CallResult
  /** An empty interaction, which creates nothing; null when the first answer leaves nothing to ask. */
  write: CallResult | null
  /** The first of them; null when it was not answered. */
  timed: Timed | null
}

type AskDeps = CallDeps & { client: Pick<GongClient, 'checkAccess' | 'checkWriting'>; clock: Clock }

/**
 * May we read, and may we write? Each is asked by itself: a key that may only read would pass by the first, and one that
 * may only write, which is all that delivery needs, would fail by it.
 */
export async function askGong(deps: AskDeps): Promise<Asked> {
  const { client, clock } = deps
  let startedAtMs = 0
  let finishedAtMs = 0
  const read = await callWithPermit(deps, async () => {
    startedAtMs = clock()
    const answer = await client.checkAccess()
    finishedAtMs = clock()
    return answer
  })
  if (read.kind !== 'answered') return { read, write: null, timed: null }
  const { answer } = read
  const timed = isGongs(answer) ? { startedAtMs, finishedAtMs, dateMs: answer.dateMs } : null
  const write = isLetIn(answer) ? await callWithPermit(deps, () => client.checkWriting()) : null
  return { read, write, timed }
}

function isGongs(answer: GongAnswer): answer is Extract<GongAnswer, { kind: 'answer' }> {
  return answer.kind === 'answer' && answer.isGongs
}

/** 403 may mean this one call only: the key's scopes are not known. */
function isLetIn(answer: GongAnswer): boolean {
  return isGongs(answer) && (answer.status === 403 || (answer.status >= 200 && answer.status < 300))
}

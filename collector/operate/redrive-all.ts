import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Redriven } from '../store/dead-letters.js'
import type { Store } from '../store/store.js'

/** What became of those that were to be put back; of `nobody` and `not dead` at most so many are named. */
export interface Redrive {
  sameCall: number
  composedAnew: number
  nobody: { interactions: number; numbers: number[] }
  notDead: number[]
}

/** Small enough that a collector, which waits for it, notices nothing. */
const ROWS_PER_STEP = 100
const MAX_NAMED = 20

/** The reasons that are asked for, all by default, and how many dead letters there are of them. */
export async function choose(store: Store, reason: string | undefined) {
  const counts = (await store.countDead()).filter(
    (each) => reason === undefined || each.reason === reason,
  )
  const total = counts.reduce((sum, { interactions }) => sum + interactions, 0)
  return { reasons: counts.map((each) => each.reason), total }
}

/** Of each reason upwards by number, so that what dies again meanwhile is not come by twice. */
export async function* idsOf(store: Store, reasons: readonly string[]): AsyncGenerator<number[]> {
  for (const reason of reasons) {
    for (let afterId = 0; ;) {
      const ids = await store.readDeadIds(reason, { afterId, limit: ROWS_PER_STEP })
      if (ids.length === 0) break
      yield ids
      afterId = ids.at(-1) ?? afterId
    }
  }
}

export function* inSteps(ids: readonly number[]): Generator<number[]> {
  for (let at = 0; at < ids.length; at += ROWS_PER_STEP) yield ids.slice(at, at + ROWS_PER_STEP)
}

/** By whom they are put back, and how far that is. */
interface RedriveBy {
  /** As the audit log names whoever does it. */
  actor: string
  onProgress?: (count: number) => void
}

/**
 * Each step a transaction of its own, with its entry in the audit log: what was done before an interruption stays done,
 * and is written down.
 */
export async function redriveAll(
  store: Store,
  steps: AsyncIterable<number[]> | Iterable<number[]>,
  { actor, onProgress = () => undefined }: RedriveBy,
): Promise<Redrive> {
  const done = nothing()
  let count = 0
  for await (const ids of steps) {
    const became = await store.stage(async (tx) => {
      const atMs = await tx.nowMs()
      const each = await tx.redrive(ids, atMs)
      const { sameCall, composedAnew } = tally(each, nothing())
      const put = [...each].flatMap(([id, kind]) => (isPutBack(kind) ? [id] : []))
      const entry = { atMs, actor, action: 'redrive', target: put.join(', ') }
      if (put.length > 0) await tx.keepAudit({ ...entry, detail: { sameCall, composedAnew } })
      return each
    })
    tally(became, done)
    onProgress((count += ids.length))
    // Signals are heard between two turns only.
    await nextTurn()
  }
  return done
}

function nothing(): Redrive {
  return { sameCall: 0, composedAnew: 0, nobody: { interactions: 0, numbers: [] }, notDead: [] }
}

function isPutBack(kind: Redriven): boolean {
  return kind === 'same call' || kind === 'composed anew'
}

function tally(became: ReadonlyMap<number, Redriven>, done: Redrive): Redrive {
  for (const [interactionId, kind] of became) note(done, kind, interactionId)
  return done
}

function note(done: Redrive, kind: Redriven, interactionId: number): void {
  switch (kind) {
    case 'same call':
      done.sameCall++
      break
    case 'composed anew':
      done.composedAnew++
      break
    case 'nobody':
      done.nobody.interactions++
      if (done.nobody.numbers.length < MAX_NAMED) done.nobody.numbers.push(interactionId)
      break
    case 'not dead':
      done.notDead.push(interactionId)
  }
}

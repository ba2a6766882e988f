import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Config } from '../../config.js'
import { createLogger } from '../../lib/logger.js'
import { createPipeline } from '../../pipeline.js'
import type { StoreToRead } from '../../store/open-to-read.js'
import { openReplayFile, type ReplayFile } from '../../store/replay-file.js'
import { openStore, type Store, type StoreVerbs } from '../../store/store.js'
import { arrivals } from './arrivals.js'
import { copyIdentities } from './copy-identities.js'
import type { Span } from './find-span.js'
import { openInbox } from './inbox.js'
import { withTemporaryFolder } from './with-temporary-folder.js'

export interface ReplayGiven {
  source: StoreToRead
  span: Span
  /** By whose rules. */
  config: Config
  /** Told of each step, with the share of the events that are through, from 0 to 1. */
  onProgress: (share: number) => void
}

export type Replayed = ReturnType<ReplayFile['tally']> & {
  events: number
  /** Of these, how many came for each site. */
  eventsBySite: ReadonlyMap<string, number>
  endMs: number
}

/** The clock goes by so much of the quiet time, so that sealing is late by no more. */
const STEPS_PER_QUIET_TIME = 4
const MIN_STEP_MS = 1000
const MAX_STEP_MS = 60_000

/** A commit of the many steps between would wait for the disk each time. */
const STEPS_PER_COMMIT = 200

/** The stages take as many at most; what is left of a step is taken at once, and not by the next. */
const FULL_PASS = 100

/** How often what waits for its day or its end is looked at; and so far the clock goes at once, at most. */
const TIDY_MS = 60 * 60 * 1000

/**
 * Takes stored events once more through the very stages of the collector, by other rules, in a store of its own which is
 * gone afterwards. The clock is turned along the times at which the events were received; what is ready waits, and
 * nothing is sent. What was known of visitors before the first event is taken as it is known now, and what their sites
 * have told of them as if it had been told by then: what they are first held for may so be ready earlier.
 */
export function replay(given: ReplayGiven): Promise<Replayed> {
  return withTemporaryFolder('tamtam-simulate-', (folder) =>
    replayIn(join(folder, 'store.db'), given),
  )
}

async function replayIn(path: string, given: ReplayGiven): Promise<Replayed> {
  const { source, span, config, onProgress } = given
  let nowMs = span.startMs
  const store = await openStore(path, { clock: () => nowMs })
  const file = openReplayFile(path)
  try {
    await copyIdentities(source, file)
    file.forgetAfter(span.startMs)
    const coming = await openInbox(arrivals(source, span))
    const stepMs = stepOf(config)
    const stages = stagesOf(store, { config, forward: (verbs) => coming.forward(verbs, nowMs) })
    let tidyAtMs = nowMs
    const step = async (): Promise<number> => {
      nowMs += stepMs
      if (nowMs >= tidyAtMs) {
        await stages.tidy()
        tidyAtMs = nowMs + TIDY_MS
      }
      return stages.pass()
    }
    while (!coming.isEmpty()) {
      await store.transaction(async (verbs) => {
        stages.enter(verbs)
        for (let steps = 0; steps < STEPS_PER_COMMIT && !coming.isEmpty(); steps++) {
          const moved = await step()
          // What the driver holds of results is let go of between two turns of the event loop only.
          await setImmediate()
          const nextAtMs = coming.nextAtMs()
          if (moved > 0 || nextAtMs === null) continue
          // At night, when nothing waits to be sealed, the clock goes on towards the next event.
          const goOnToMs = Math.min(nextAtMs, nowMs + TIDY_MS)
          const waiting = await verbs.readSealable(goOnToMs, 1)
          if (waiting.length === 0) nowMs = Math.max(nowMs, goOnToMs - stepMs)
        }
      })
      onProgress(share(coming.lastSeq(), span))
    }
    const endMs = nowMs
    await store.transaction(async (verbs) => {
      stages.enter(verbs)
      for (const untilMs = endMs + longestWaitMs(config); nowMs < untilMs;) await step()
    })
    const events = coming.count()
    return { ...file.tally(endMs), events, eventsBySite: coming.bySite(), endMs }
  } finally {
    file.close()
    await store.close()
  }
}

function stepOf({ coalesce }: Config): number {
  const stepMs = Math.round((coalesce.quietSeconds * 1000) / STEPS_PER_QUIET_TIME)
  return Math.min(MAX_STEP_MS, Math.max(MIN_STEP_MS, stepMs))
}

/** After so long without an event everything is sealed. */
function longestWaitMs({ coalesce }: Config): number {
  const { quietSeconds, maxSeconds, sessionIdleMinutes } = coalesce
  return 1000 * (Math.max(maxSeconds, 60 * sessionIdleMinutes) + quietSeconds)
}

function share(seq: number, { fromSeq, lastSeq }: Span): number {
  return (seq - fromSeq + 1) / (lastSeq - fromSeq + 1)
}

interface Passing {
  config: Config
  forward: (verbs: StoreVerbs) => Promise<number>
}

/** All stages within a transaction that is open already: the last one entered. */
function stagesOf(store: Store, { config, forward }: Passing) {
  let current: StoreVerbs = store
  const entered: Store = {
    ...store,
    transaction: (work) => work(current),
    stage: (work) => work(current),
    tryStage: (work) => work(current),
  }
  const pipeline = createPipeline({
    forwarder: { forwardOnce: () => forward(current), close: () => undefined },
    store: entered,
    config,
    gong: null,
    random: () => 0,
    logger: createLogger('silent'),
  })
  const { signal } = new AbortController()
  return {
    enter(verbs: StoreVerbs): void {
      current = verbs
      Object.assign(entered, verbs)
    },
    /** A pass, again while there is more than one can take. Returns how much the last moved. */
    async pass(): Promise<number> {
      for (;;) {
        const moved = await pipeline.passOnce()
        if (moved < FULL_PASS) return moved
      }
    },
    tidy: () => pipeline.tidyOnce(signal),
  }
}

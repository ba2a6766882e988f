import type { Claim } from '../collector/store/outbox.js'
import type { Store } from '../collector/store/store.js'
import { HOT_LANE } from './fill-outbox.js'
import { percentile } from './median.js'
import { openSqlRunner } from './run-sql.js'
import { withStore } from './with-store.js'

export interface ClaimTimes {
  p50Ms: number
  p99Ms: number
  /** Of concluding what was claimed. */
  concludeP99Ms: number
}

export const CLAIMS = 300

/** Not counted: until then code is compiled, plans are made and pages are read. */
const WARM_UP_CLAIMS = 20

/** A person with a tenth of all that is pending would have a turn as seldom as anybody. */
const HOT_EVERY = 5

const LEASE_MS = 20_000

/**
 * Claims and concludes one interaction at a time as delivery does, in turns of the stores with few and many pending, so
 * that both meet the same machine.
 */
export function timeClaims({
  few,
  many,
}: Record<'few' | 'many', string>): Promise<Record<'few' | 'many', ClaimTimes>> {
  return withCycle(few, (cycleFew) =>
    withCycle(many, async (cycleMany) => {
      for (let cycle = 0; cycle < WARM_UP_CLAIMS + CLAIMS; cycle++) {
        const timed = cycle >= WARM_UP_CLAIMS
        const hot = cycle % HOT_EVERY === 0
        await cycleFew.run({ timed, hot })
        await cycleMany.run({ timed, hot })
      }
      return { few: cycleFew.times(), many: cycleMany.times() }
    }),
  )
}

interface Cycle {
  run(how: { timed: boolean; hot: boolean }): Promise<void>
  times(): ClaimTimes
}

function withCycle<T>(target: string, use: (cycle: Cycle) => Promise<T>): Promise<T> {
  return withStore(target, async (store) => {
    const runner = await openSqlRunner(target)
    const claimMs: number[] = []
    const concludeMs: number[] = []
    const result = await use({
      async run({ timed, hot }) {
        if (hot) await runner.run(`UPDATE lanes SET due_at_ms = 0 WHERE lane_key = '${HOT_LANE}'`)
        const startMs = performance.now()
        const claim = await store.transaction(async (tx) =>
          tx.claim({ nowMs: await tx.nowMs(), leaseMs: LEASE_MS, downTo: 'low' }),
        )
        const claimedMs = performance.now()
        if (!claim || (claim.laneKey === HOT_LANE) !== hot) {
          throw new Error('the wrong lane was claimed')
        }
        await conclude(store, claim)
        if (!timed) return
        claimMs.push(claimedMs - startMs)
        concludeMs.push(performance.now() - claimedMs)
      },
      times: () => ({
        p50Ms: percentile(claimMs, 50),
        p99Ms: percentile(claimMs, 99),
        concludeP99Ms: percentile(concludeMs, 99),
      }),
    })
    await runner.close()
    return result
  })
}

async function conclude(store: Store, claim: Claim): Promise<void> {
  const nowMs = await store.nowMs()
  const attempt = {
    startedAtMs: nowMs,
    durationMs: 0,
    outcome: 'delivered',
    status: 200,
    reason: null,
    requestId: 'bench',
    errors: [],
  }
  await store.transaction((tx) =>
    tx.conclude(claim, {
      attempt,
      conclusion: { state: 'delivered', requestId: 'bench' },
      nowMs,
    }),
  )
}

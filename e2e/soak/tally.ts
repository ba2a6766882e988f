/** Why a beacon was not acknowledged by an attempt, each of which is tried again. */
export type RefusalCode = '503' | '429' | 'network'

export interface Totals {
  acknowledged: number
  refused: Record<RefusalCode, number>
  longestSilenceMs: number
}

/** Counts what the visitors were answered. */
export function createTally(nowMs: () => number = () => performance.now()) {
  const refused: Record<RefusalCode, number> = { '503': 0, '429': 0, network: 0 }
  let acknowledged = 0
  let lastMs = nowMs()
  let longestSilenceMs = 0
  const listen = (): number => (longestSilenceMs = Math.max(longestSilenceMs, nowMs() - lastMs))
  return {
    acknowledge() {
      acknowledged++
      listen()
      lastMs = nowMs()
    },
    refuse: (code: RefusalCode) => void refused[code]++,
    totals: (): Totals => ({
      acknowledged,
      refused: { ...refused },
      longestSilenceMs: listen(),
    }),
  }
}

export type Tally = ReturnType<typeof createTally>

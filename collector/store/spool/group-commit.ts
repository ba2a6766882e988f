/** Commits a group of beacons and resolves when they are durable. */
export type CommitGroup = (beacons: string[]) => Promise<void>

export type AppendResult = 'durable' | 'full'

export interface GroupCommit {
  /** Resolves once the beacon is durable, or at once with 'full'. Rejects when its group could not be committed. */
  append(beacon: string): Promise<AppendResult>
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>
}

/**
 * One group in flight; whatever arrives meanwhile is the next group. So a lone beacon waits for nothing, and under
 * load the groups grow by themselves. A fixed window of 2 ms was slower in trials: 20k beacons a second against 35k.
 */
export function createGroupCommit(commit: CommitGroup, maxWaitingBytes: number): GroupCommit {
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let inFlight: Promise<void> | null = null

  async function commitWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      waitingBytes = 0
      try {
        await commit(group.map(({ beacon }) => beacon))
        for (const { resolve } of group) resolve('durable')
      } catch (cause) {
        for (const { reject } of group) reject(new Error('the spool did not commit', { cause }))
      }
    }
    inFlight = null
  }

  return {
    append(beacon) {
      const bytes = Buffer.byteLength(beacon)
      if (waitingBytes + bytes > maxWaitingBytes) return Promise.resolve('full')
      waitingBytes += bytes
      return new Promise((resolve, reject) => {
        waiting.push({ beacon, resolve, reject })
        inFlight ??= commitWaiting()
      })
    },
    async drain() {
      await inFlight
    },
  }
}

interface Waiting {
  beacon: string
  resolve: (result: AppendResult) => void
  reject: (error: Error) => void
}

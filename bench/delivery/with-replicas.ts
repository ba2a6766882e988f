import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openStore, type Store } from '../../collector/store/store.js'
import { createSoakCollector, type SoakCollector } from '../../e2e/soak/soak-collector.js'
import type { Bench } from '../part.js'
import { onNewTarget } from '../targets.js'
import { makeUp } from './make-up.js'
import { queueInteractions, type Wanted } from './queue-interactions.js'
import { KEYS, startSandbox, type SandboxProcess } from './start-sandbox.js'

export interface Replicas {
  collectors: readonly SoakCollector[]
  store: Store
  sandbox: SandboxProcess
  queued: readonly Wanted[]
}

const PROCESSES = 3

/** Each person has so many interactions waiting, which go one after another. */
const INTERACTIONS_PER_PERSON = 4
const QUEUED_AT_ONCE = 200

/** More than will ever be made, so that no day is over. */
const CALLS_PER_DAY = 100_000_000

/**
 * Three built collectors that only work, on one PostgreSQL database in which so many interactions wait, and a sandbox in
 * a process of its own that refuses nobody. None of the collectors runs yet; all have ended when this resolves.
 */
export async function withReplicas<T>(
  { bench, callsPerSecond, count }: { bench: Bench; callsPerSecond: number; count: number },
  use: (replicas: Replicas) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(bench.folder, 'replicas-'))
  const sandbox = await startSandbox()
  try {
    return await onNewTarget({ engine: 'PostgreSQL', bench }, async (target) => {
      const store = await openStore(target)
      const queued = await queueBacklog(store, count)
      const env = {
        ...{ DATABASE_URL: target, TAMTAM_ROLE: 'work', TAMTAM_LOG_LEVEL: 'warn' },
        ...{ GONG_API_BASE_URL: sandbox.url, GONG_ACCESS_KEY: KEYS.accessKey },
        GONG_ACCESS_KEY_SECRET: KEYS.accessKeySecret,
        GONG_CALLS_PER_SECOND: String(callsPerSecond),
        GONG_CALLS_PER_DAY: String(CALLS_PER_DAY),
      }
      const collectors = await Promise.all(
        Array.from({ length: PROCESSES }, (_, at) =>
          createSoakCollector({ folder: join(folder, String(at)), env, onDeath: bench.progress }),
        ),
      )
      try {
        return await use({ collectors, store, sandbox, queued })
      } finally {
        await Promise.all(collectors.map((collector) => collector.stop()))
        await store.close()
      }
    })
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function startAll(collectors: readonly SoakCollector[]): Promise<void> {
  for (const collector of collectors) collector.start()
  const ready = await Promise.all(collectors.map((collector) => collector.becomesReady()))
  if (ready.every(Boolean)) return
  throw new Error(
    `a collector did not become ready:\n${collectors[ready.indexOf(false)]?.output()}`,
  )
}

async function queueBacklog(store: Store, count: number): Promise<Wanted[]> {
  const nowMs = await store.nowMs()
  const wanted = Array.from({ length: count }, (_, number) =>
    makeUp({
      number,
      person: Math.floor(number / INTERACTIONS_PER_PERSON),
      priority: (['normal', 'low', 'high'] as const)[number % 3] ?? 'normal',
      occurredAtMs: nowMs - count + number,
    }),
  )
  for (let from = 0; from < count; from += QUEUED_AT_ONCE) {
    const some = wanted.slice(from, from + QUEUED_AT_ONCE)
    await store.transaction((tx) => queueInteractions(tx, some, nowMs))
  }
  return wanted
}

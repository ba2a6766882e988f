import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkDebt, type Debt } from './check-debt.js'
import { eventsInWords, whole } from './in-words.js'
import { insertRaw } from './insert-raw.js'
import type { LoadResult } from './load.js'
import type { BenchOptions } from './options.js'
import { readStoredEvents } from './read-stored-events.js'
import { runLoad } from './run-load.js'
import type { RunningServer } from './start-server.js'
import { startBareHono, startCollector } from './start-subjects.js'

/** The three taken one after the other, so that what the machine does meanwhile falls on all alike. */
export interface Round {
  bare: LoadResult
  collector: LoadResult
  debt: Debt
  rawEventsPerSecond: number
}

/** One kind of load, measured in several rounds. */
export interface Comparison {
  eventsPerBeacon: number
  rounds: Round[]
}

interface RoundsOptions extends BenchOptions {
  /** Empty, for the data of all rounds. */
  folder: string
  progress: (line: string) => void
}

const EVENTS_PER_BEACON = [1, 10]

/** Long enough for both servers' hot code to be compiled. */
const WARM_UP_SECONDS = 2

/** Every server is started afresh for its round: no backlog of one round works on through the next. */
export async function runRounds(options: RoundsOptions): Promise<Comparison[]> {
  const comparisons = EVENTS_PER_BEACON.map((eventsPerBeacon): Comparison => {
    return { eventsPerBeacon, rounds: [] }
  })
  for (let number = 1; number <= options.rounds; number++) {
    for (const { eventsPerBeacon, rounds } of comparisons) {
      const name = `round ${number} of ${options.rounds}, ${eventsInWords(eventsPerBeacon)} a beacon`
      const progress = (line: string): void => options.progress(`${name}: ${line}`)
      rounds.push(await runRound({ ...options, eventsPerBeacon, progress }))
    }
  }
  return comparisons
}

async function runRound(
  options: RoundsOptions & Pick<Comparison, 'eventsPerBeacon'>,
): Promise<Round> {
  const { eventsPerBeacon, seconds, progress } = options
  const dataDir = join(options.folder, 'data')
  const measure = async (subject: string, server: RunningServer): Promise<LoadResult> => {
    const warmUpSeconds = WARM_UP_SECONDS
    const { url } = server
    const load = await runLoad({ subject, url, eventsPerBeacon, warmUpSeconds, seconds })
    await server.stop()
    return load
  }

  const bare = await measure('bare Hono', await startBareHono())
  progress(`bare Hono took ${whole(bare.requestsPerSecond)} beacons/s`)
  const collector = await measure('the collector', await startCollector(dataDir))
  const stored = readStoredEvents(dataDir)
  const debt = checkDebt({ load: collector, stored, eventsPerBeacon })
  progress(
    `the collector took ${whole(collector.requestsPerSecond)} beacons/s; all ${whole(debt.accepted)} accepted events are on disk`,
  )
  rmSync(dataDir, { recursive: true })

  const rawEventsPerSecond = insertRaw({ folder: dataDir, eventsPerBeacon, seconds })
  progress(`a raw insert took ${whole(rawEventsPerSecond)} events/s`)
  rmSync(dataDir, { recursive: true })
  return { bare, collector, debt, rawEventsPerSecond }
}

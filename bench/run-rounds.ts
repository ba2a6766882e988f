import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkDebt, type Debt } from './check-debt.js'
import { eventsInWords, whole } from './in-words.js'
import { insertRaw, insertRawBeacons } from './insert-raw.js'
import { WARM_UP_SECONDS, type LoadResult } from './load.js'
import type { Bench } from './part.js'
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
  /** With a row a beacon, as the spool has it. */
  rawBeaconsEventsPerSecond: number
}

/** One kind of load, measured in several rounds. */
export interface Comparison {
  eventsPerBeacon: number
  rounds: Round[]
}

type RoundsOptions = Pick<Bench, 'seconds' | 'rounds' | 'folder' | 'progress'>

const EVENTS_PER_BEACON = [1, 10]

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
    const load = await runLoad({
      subject,
      url,
      eventsPerBeacon,
      arrivalsPerSecond: null,
      warmUpSeconds,
      seconds,
    })
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

  const raw = { folder: dataDir, eventsPerBeacon, seconds }
  const rawEventsPerSecond = insertRaw(raw)
  const rawBeaconsEventsPerSecond = insertRawBeacons(raw)
  progress(`a raw insert took ${whole(rawEventsPerSecond)} events/s`)
  return { bare, collector, debt, rawEventsPerSecond, rawBeaconsEventsPerSecond }
}

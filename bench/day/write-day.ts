import { createRandom, type Random } from '../../e2e/soak/random.js'
import type { SpooledBeacon } from '../../collector/store/spool/spooled-beacon.js'
import { createTelling } from './tell.js'
import { visitPages } from './visit-pages.js'

export interface DayOrder {
  seed: number
  visitors: number
  startMs: number
}

const HOUR_MS = 3_600_000

/** How busy each hour is, from midnight on, as on a site that is read in one part of the world. */
const BUSY_HOURS = [1, 1, 1, 1, 1, 2, 4, 7, 11, 13, 13, 12, 9, 11, 13, 12, 10, 8, 6, 5, 4, 3, 2, 1]
/** So that each is picked as often as it is busy. */
export const HOURS = BUSY_HOURS.flatMap((weight, hour) =>
  Array.from({ length: weight }, () => hour),
)

/**
 * What a site's visitors do in a day, as ingest hands it on, in the order in which it arrives. The same order gives the
 * same day, to the byte.
 */
export function writeDay({ seed, visitors, startMs }: DayOrder): SpooledBeacon[] {
  const beacons = Array.from({ length: visitors }, (_, number) =>
    liveADay(createRandom(`${seed} visitor ${number}`), { number, startMs }),
  ).flat()
  return beacons.sort((a, b) => a.receivedAtMs - b.receivedAtMs)
}

type Habit = 'bouncer' | 'reader' | 'evaluator' | 'lead'

const HABITS: Habit[] = [
  ...Array<Habit>(50).fill('bouncer'),
  ...Array<Habit>(30).fill('reader'),
  ...Array<Habit>(14).fill('evaluator'),
  ...Array<Habit>(6).fill('lead'),
]

function liveADay(
  random: Random,
  { number, startMs }: { number: number; startMs: number },
): SpooledBeacon[] {
  const habit = HABITS[number % HABITS.length] ?? 'bouncer'
  const tell = createTelling(random, { number, isFromMail: random.whole(1, 100) <= 5 })
  const visits = habit === 'bouncer' ? 1 : random.whole(1, habit === 'reader' ? 2 : 3)
  let atMs = startMs + (HOURS[random.whole(0, HOURS.length - 1)] ?? 12) * HOUR_MS
  atMs += random.whole(0, HOUR_MS)
  for (let visit = 1; visit <= visits; visit++) {
    atMs = visitPages({ random, tell, habit, atMs, isLast: visit === visits })
    atMs += random.whole(1, 5) * HOUR_MS
  }
  return tell.beacons
}

export type { Habit }

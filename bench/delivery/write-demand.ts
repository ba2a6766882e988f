import { PRIORITIES } from '../../collector/store/priority.js'
import type { Priority } from '../../collector/store/tables.js'
import { createRandom } from '../../e2e/soak/random.js'
import { HOURS } from '../day/write-day.js'
import { makeUp } from './make-up.js'
import type { Arrival } from './play-delivery.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Made-up interactions that become ready as busily as people read, each day alike, in order of time. */
export function writeDemand(order: {
  seed: string
  startMs: number
  days: number
  people: number
  perDay: Record<Priority, number>
}): Arrival[] {
  const { seed, startMs, days, people, perDay } = order
  const random = createRandom(seed)
  const arrivals: Arrival[] = []
  for (let day = 0; day < days; day++) {
    for (const priority of PRIORITIES) {
      for (let count = perDay[priority]; count > 0; count--) {
        const hour = HOURS[random.whole(0, HOURS.length - 1)] ?? 12
        const atMs = startMs + day * DAY_MS + hour * HOUR_MS + random.whole(0, HOUR_MS - 1)
        const person = random.whole(1, people)
        const wanted = makeUp({ number: arrivals.length, person, priority, occurredAtMs: atMs })
        arrivals.push({ atMs, wanted })
      }
    }
  }
  return arrivals.sort((a, b) => a.atMs - b.atMs)
}

import type { Breach } from './check-stored.js'
import { composeEvents, counterOf, createVisitor, type Unsent } from './compose-events.js'
import type { Ledger } from './ledger.js'
import { pause } from './pause.js'
import { createRandom, type Random } from './random.js'
import { sendBeacon } from './send-beacon.js'
import type { SoakCollector } from './soak-collector.js'
import type { Tally } from './tally.js'

export interface VisitorsDeps {
  seed: string
  collectors: readonly SoakCollector[]
  ledger: Ledger
  tally: Tally
  breaches: Breach[]
  signal: AbortSignal
}

export interface Visitors {
  /** Makes all send to one collector as fast as they can, until told otherwise by null. */
  hurryTo(collector: SoakCollector | null): void
  /** How often a collector has given this answer. */
  answersOf(collector: SoakCollector, answer: 'acknowledged' | '503'): number
  /** Resolves when all have stopped, after the signal; what is not acknowledged by then may be stored or not. */
  ended: Promise<unknown>
}

export const VISITORS = 64
const BEACONS_PER_VISITOR = 8
const PAUSE_MS = { min: 500, max: 2000 }

/** Long enough that a beacon's events, a millisecond apart, have all happened before it is sent. */
const HURRIED_PAUSE_MS = 10
const TRY_AGAIN_MS = 200

/** So many at a time, each sending beacon after beacon, and each beacon until it is acknowledged. */
export function startVisitors({ seed, collectors, signal, ...deps }: VisitorsDeps): Visitors {
  const { ledger, tally, breaches } = deps
  const answers = new Map<string, number>()
  let hurried: SoakCollector | null = null

  async function visit(random: Random): Promise<void> {
    const visitor = createVisitor(random)
    for (let sent = 0; sent < BEACONS_PER_VISITOR && !signal.aborted; sent++) {
      // Its order is lost while a clock is off; once all are right, another visitor's can be judged.
      if (ledger.isExcused(visitor.anonymousId) && !collectors.some(({ clock }) => clock.isOff()))
        return
      const unsent = composeEvents(visitor, random, Date.now())
      await pause(hurried ? HURRIED_PAUSE_MS : random.whole(PAUSE_MS.min, PAUSE_MS.max), signal)
      await sendUntilAcknowledged(unsent, random)
      visitor.lastMs = Math.max(visitor.lastMs, Date.now())
    }
  }

  async function sendUntilAcknowledged(unsent: Unsent, random: Random): Promise<void> {
    const { anonymousId } = unsent
    const events = unsent.events.map((event) => {
      return { eventId: event.eventId, anonymousId, counter: counterOf(event) }
    })
    while (!signal.aborted) {
      const collector = choose(random)
      if (collector) {
        ledger.sent(events)
        const turns = collector.clock.turns()
        const isOff = collector.clock.isOff()
        const answer = await sendBeacon(collector.url, unsent)
        if (isOff || collector.clock.turns() !== turns) ledger.excuseOrder(anonymousId)
        switch (answer.kind) {
          case 'acknowledged':
            ledger.acknowledged(events)
            tally.acknowledge()
            count(collector, 'acknowledged')
            return
          case 'refused':
            tally.refuse(answer.code)
            count(collector, answer.code)
            break
          case 'wrong':
            breaches.push({ kind: 'refused', details: [answer.detail] })
            return
        }
      }
      await pause(TRY_AGAIN_MS, signal)
    }
  }

  function choose(random: Random): SoakCollector | undefined {
    if (hurried) return hurried
    const [first, ...others] = collectors.filter((collector) => collector.isRunning())
    return first && random.pick([first, ...others])
  }

  function count({ url }: SoakCollector, answer: string): void {
    const key = `${url} ${answer}`
    answers.set(key, (answers.get(key) ?? 0) + 1)
  }

  async function visitAfterVisit(place: number): Promise<void> {
    const random = createRandom(`${seed} visitor ${place}`)
    while (!signal.aborted) await visit(random)
  }

  return {
    hurryTo: (collector) => void (hurried = collector),
    answersOf: ({ url }, answer) => answers.get(`${url} ${answer}`) ?? 0,
    ended: Promise.all(Array.from({ length: VISITORS }, (_, place) => visitAfterVisit(place))),
  }
}

import type { Breach } from './check-stored.js'
import { composeEvents, counterOf, createVisitor } from './compose-events.js'
import type { Ledger } from './ledger.js'
import { comesTrue } from './pause.js'
import { createRandom } from './random.js'
import { countSpooled, countUnfolded, isFolded } from './read-store.js'
import type { Rig } from './rig.js'
import { sendBeacon } from './send-beacon.js'
import type { SoakCollector } from './soak-collector.js'

const SPOOLS_EMPTY_WITHIN_MS = 60_000

/** The stages may have all of the run's events before them, on a machine that does other things too. */
const STAGES_THROUGH_WITHIN_MS = 120_000
const FOLDED_WITHIN_MS = 15_000

/** Starts what does not run. Faults heal what they broke themselves. */
export async function startAll({ collectors }: Rig): Promise<Breach[]> {
  for (const collector of collectors) {
    if (!collector.isRunning()) collector.start()
  }
  return (await Promise.all(collectors.map(readyOf))).flat()
}

/** Waits until it answers that it is ready; a breach when it does not. */
export async function readyOf(collector: SoakCollector): Promise<Breach[]> {
  if (await collector.becomesReady()) return []
  const details = [`${collector.url} did not become ready:\n${collector.output()}`]
  return [{ kind: 'process', details }]
}

/** Until nothing waits in any spool. */
export async function waitForSpools(rig: Rig): Promise<Breach[]> {
  const isEmpty = (): boolean => countSpooled(rig) === 0
  if (await comesTrue(isEmpty, { withinMs: SPOOLS_EMPTY_WITHIN_MS })) return []
  return stuck(rig, `${countSpooled(rig)} beacons are still spooled`)
}

/** Until the stages are through with all that is in the store. */
export async function waitForStages(rig: Rig): Promise<Breach[]> {
  const isThrough = async () => (await countUnfolded(rig)) === 0
  if (await comesTrue(isThrough, { withinMs: STAGES_THROUGH_WITHIN_MS })) return []
  return stuck(rig, `${await countUnfolded(rig).catch(String)} events are still not folded`)
}

function stuck({ collectors }: Rig, words: string): Breach[] {
  return [{ kind: 'stuck', details: [words, ...collectors.map((each) => each.output())] }]
}

/** After all of it each collector works as before: an event of today goes through it and all stages. */
export async function sendFreshEvents(rig: Rig, ledger: Ledger): Promise<Breach[]> {
  const breaches = await Promise.all(
    rig.collectors.map(async ({ url }, place): Promise<Breach[]> => {
      const random = createRandom(`fresh ${place} of ${url}`)
      const unsent = composeEvents(createVisitor(random), random, Date.now() - FOLDED_WITHIN_MS)
      const events = unsent.events.map((event) => ({
        ...{ eventId: event.eventId, anonymousId: unsent.anonymousId, counter: counterOf(event) },
      }))
      ledger.sent(events)
      const answer = await sendBeacon(url, unsent)
      if (answer.kind !== 'acknowledged') {
        return [{ kind: 'stuck', details: [`${url} answers ${JSON.stringify(answer)} in peace`] }]
      }
      ledger.acknowledged(events)
      const last = unsent.events.at(-1)?.eventId ?? ''
      if (await comesTrue(() => isFolded(rig, last), { withinMs: FOLDED_WITHIN_MS })) return []
      return [{ kind: 'stuck', details: [`${last}, sent to ${url} in peace, is not folded`] }]
    }),
  )
  return breaches.flat()
}

import type { SpooledBeacon } from '../../collector/store/spool/spooled-beacon.js'
import { openStore } from '../../collector/store/store.js'
import { event } from '../../wire/event.js'
import { createStages, workOff } from './stages.js'

const BEACONS_PER_TRANSACTION = 2000

/** Longer than any interaction stays open. */
const LATER_MS = 24 * 60 * 60 * 1000

/** Events a second from the store to their interactions' places in a lane, as a backlog is worked off. */
export async function timeStages(
  target: string,
  beacons: readonly SpooledBeacon[],
): Promise<number> {
  let nowMs = beacons.at(-1)?.receivedAtMs ?? 0
  const store = await openStore(target, { clock: () => nowMs })
  for (let from = 0; from < beacons.length; from += BEACONS_PER_TRANSACTION) {
    const some = beacons.slice(from, from + BEACONS_PER_TRANSACTION)
    await store.transaction((tx) => tx.appendBeacons(some))
  }
  const stages = createStages(store)
  const startMs = performance.now()
  await workOff(stages)
  nowMs += LATER_MS
  await workOff(stages)
  const elapsedMs = performance.now() - startMs
  await store.close()
  return (beacons.length * 1000) / elapsedMs
}

/** Events a second that are read from JSON and checked by the wire schema, and nothing else. */
export function timeParsing(beacons: readonly SpooledBeacon[]): number {
  const texts = beacons.flatMap(({ events }) => events.map((each) => JSON.stringify(each.event)))
  const parseAll = (): void => {
    for (const text of texts) event.parse(JSON.parse(text))
  }
  // Compiled once hot.
  parseAll()
  const startMs = performance.now()
  parseAll()
  return (texts.length * 1000) / (performance.now() - startMs)
}

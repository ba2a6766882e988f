import type { ConfigFile } from '../../collector/lib/config-file.js'
import type { SpooledBeacon } from '../../collector/store/spool/spooled-beacon.js'
import { openStore } from '../../collector/store/store.js'
import { CONFIG } from './site.js'
import { createStages, workOff } from './stages.js'

const MINUTE_MS = 60_000

/** Long enough after the last event that everything is sealed and asked whose it is. */
const EVENING_MINUTES = 90

/**
 * Has the stages work through a day as if they had lived it: their clock is turned from minute to minute, and each
 * minute they are given what arrived in it.
 */
export async function playDay(
  target: string,
  beacons: readonly SpooledBeacon[],
  config: ConfigFile = CONFIG,
): Promise<void> {
  const [first] = beacons
  const last = beacons.at(-1)
  if (!first || !last) throw new Error('a day without beacons was to be played')
  let nowMs = first.receivedAtMs
  const store = await openStore(target, { clock: () => nowMs })
  const stages = createStages(store, config)
  let at = 0
  const endMs = last.receivedAtMs + EVENING_MINUTES * MINUTE_MS
  for (; nowMs <= endMs; nowMs += MINUTE_MS) {
    const from = at
    while ((beacons[at]?.receivedAtMs ?? Infinity) <= nowMs) at++
    if (at > from) await store.transaction((tx) => tx.appendBeacons(beacons.slice(from, at)))
    await workOff(stages)
  }
  await store.close()
}

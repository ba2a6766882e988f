import { createBeaconText } from './beacon-text.js'
import type { LoadOrder, LoadResult } from './load.js'
import { applyClosedLoop } from './closed-loop.js'
import { applyOpenLoop } from './open-loop.js'
import { createTally } from './tally.js'

process.once('message', (order: LoadOrder) => {
  void applyLoad(order).then((result) => process.send?.(result, () => process.disconnect()))
})

async function applyLoad(order: LoadOrder): Promise<LoadResult> {
  const textOf = createBeaconText(order.eventsPerBeacon)
  const { url, arrivalsPerSecond } = order
  const tally = createTally(order)
  if (arrivalsPerSecond === null) await applyClosedLoop({ url, tally, textOf })
  else await applyOpenLoop({ url, tally, textOf, arrivalsPerSecond })
  return tally.result()
}

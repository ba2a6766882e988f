import { mkdirSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../collector/lib/clock.js'
import { createLogger } from '../collector/lib/logger.js'
import { createForwarder } from '../collector/store/spool/forwarder.js'
import { openSpool } from '../collector/store/spool/spool.js'
import { whole } from './in-words.js'
import { median } from './median.js'
import { atLeast, type Bench, type Line, type PartResult } from './part.js'
import { renderTable } from './render-table.js'
import { fillSpool } from './spooled-beacons.js'
import { ENGINES, onNewTarget } from './targets.js'
import { withStore } from './with-store.js'

const BEACONS = 200_000

/** How soon a spool that has filled up in an outage is empty again. */
export async function measureDrain(bench: Bench): Promise<PartResult> {
  const acceptRate = await bench.acceptRate.read()
  const template = join(bench.folder, 'full-spool.db')
  fillSpool(template, BEACONS)
  bench.progress(`a spool of ${whole(BEACONS)} beacons is made`)
  const lines: Line[] = []
  const table = [['', 'beacons/s', 'to accepting']]
  for (const engine of ENGINES) {
    const rates: number[] = []
    for (let number = 1; number <= bench.rounds; number++) {
      const rate = await onNewTarget({ engine, bench }, (target) =>
        drain({ target, template, bench }),
      )
      rates.push(rate)
      bench.progress(`round ${number} of ${bench.rounds}, ${engine}: ${whole(rate)} beacons/s`)
    }
    const rate = median(rates)
    const ratio = rate / acceptRate
    table.push([engine, whole(rate), ratio.toFixed(2)])
    lines.push({
      what: `drain of the spool, ${engine}`,
      figure: `${whole(rate)} beacons/s`,
      calibration: `accept ${whole(acceptRate)}`,
      ratio,
      goal: atLeast(3, ratio),
    })
  }
  rmSync(template)
  return { lines, details: render(table) }
}

/** Beacons a second, until the spool is empty and says so. */
async function drain({
  target,
  template,
  bench,
}: {
  target: string
  template: string
  bench: Bench
}): Promise<number> {
  const own = join(bench.folder, 'draining')
  mkdirSync(own)
  await copyFile(template, join(own, 'spool.db'))
  const elapsedMs = await withStore(target, async (store) => {
    const spool = openSpool(join(own, 'spool.db'))
    const logger = createLogger('warn')
    const forwarder = createForwarder({ spool, store, clock: systemClock, logger })
    const startMs = performance.now()
    let moved = 0
    for (let some = -1; some !== 0; moved += some) some = await forwarder.forwardOnce()
    forwarder.close()
    const endMs = performance.now()
    spool.close()
    if (moved !== BEACONS) throw new Error(`${moved} of ${BEACONS} beacons were moved`)
    return endMs - startMs
  })
  rmSync(own, { recursive: true })
  return (BEACONS * 1000) / elapsedMs
}

function render(table: string[][]): string {
  return `## drain

${renderTable(table)}

The forwarder of the collector moves ${whole(BEACONS)} beacons of one event from a spool that lies in the page cache into an empty store, with
nothing else running; the time ends when the spool has forgotten them. Accepting is at full load, of the same run, with
the forwarder and all stages beside it.
`
}

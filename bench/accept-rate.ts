import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { whole } from './in-words.js'
import { WARM_UP_SECONDS } from './load.js'
import { runLoad } from './run-load.js'
import { startCollector } from './start-subjects.js'

/** Beacons of one event that the collector takes in a second at full load, once for all parts of a run. */
export interface AcceptRate {
  keep(beaconsPerSecond: number): void
  /** What was kept; where accepting is not among the run's parts, one load finds it. */
  read(): Promise<number>
}

export function createAcceptRate(options: {
  folder: string
  seconds: number
  progress: (line: string) => void
}): AcceptRate {
  let kept: number | null = null

  async function measure(): Promise<number> {
    const dataDir = join(options.folder, 'accept-rate')
    const server = await startCollector(dataDir)
    const { requestsPerSecond } = await runLoad({
      subject: 'the collector',
      url: server.url,
      eventsPerBeacon: 1,
      arrivalsPerSecond: null,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds: options.seconds,
    })
    await server.stop()
    rmSync(dataDir, { recursive: true })
    options.progress(`the collector takes ${whole(requestsPerSecond)} beacons/s at full load`)
    return requestsPerSecond
  }

  return {
    keep: (beaconsPerSecond) => void (kept = beaconsPerSecond),
    read: async () => (kept ??= await measure()),
  }
}

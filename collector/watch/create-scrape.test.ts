import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { createTestLogger } from '../lib/test-logger.js'
import { openToRead, type StoreToRead } from '../store/open-to-read.js'
import { openSpool } from '../store/spool/spool.js'
import { aSpooledBeacon, openTestStore, temporaryFolder } from '../store/test-store.js'
import { read } from '../test-config.js'
import { createScrape } from './create-scrape.js'
import { createIngestMetrics } from './ingest-metrics.js'
import { createPipelineMetrics } from './pipeline-metrics.js'
import { SITES } from './test-scrape.js'

async function openScrape() {
  const folder = temporaryFolder()
  const { logger, lines } = createTestLogger()
  const { store, target } = await openTestStore({ clock: () => NOON_MS })
  const reader = await openToRead(target, { clock: () => NOON_MS })
  onTestFinished(() => reader.close())
  const found: { reader: StoreToRead | null } = { reader }
  const scrape = createScrape({
    config: read({ TAMTAM_DATA_DIR: folder }),
    ingest: createIngestMetrics(SITES).metricsJson,
    pipeline: createPipelineMetrics().metricsJson,
    findReader: () => found.reader,
    clock: () => NOON_MS,
    logger,
  })
  return { folder, lines, store, reader, found, scrape }
}

it('has what each part tells, the store by its own clock and the spool of the data folder', async () => {
  const { folder, store, scrape } = await openScrape()
  const beacon = aSpooledBeacon([anEvent('page_view')], { receivedAtMs: NOON_MS - 7000 })
  await store.appendBeacons([beacon])
  const spool = openSpool(join(folder, 'spool.db'))
  onTestFinished(() => spool.close())
  spool.append([JSON.stringify(beacon)])
  const { text } = await scrape()
  expect(text.match(/^tamtam_part_up.*$/gm)).toEqual(
    expect.arrayContaining(
      ['ingest', 'pipeline', 'store', 'spool'].map((part) => `tamtam_part_up{part="${part}"} 1`),
    ),
  )
  expect(text).toContain('tamtam_stage_lag_seconds{stage="received"} 7\n')
  expect(text).toContain('tamtam_spool_oldest_seconds 7\n')
})

it('a store that is away leaves the rest, and the log says so once, and when it is back', async () => {
  const { lines, reader, found, scrape } = await openScrape()
  found.reader = null
  await scrape()
  expect((await scrape()).text).toContain('tamtam_part_up{part="store"} 0')
  found.reader = reader
  expect((await scrape()).text).toContain('tamtam_part_up{part="store"} 1')
  expect(lines.map(({ event, part }) => [event, part])).toEqual([
    ['metrics_away', 'store'],
    ['metrics_back', 'store'],
  ])
})

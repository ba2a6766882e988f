import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { envelope, type Beacon } from '../wire/beacon.js'
import { event, type EventType } from '../wire/event.js'
import { aSite, siteMap } from './lib/test-sites.js'
import { createTestApp, ORIGIN } from './test-app.js'

// Covers: beacons of snippets that are out there (wire/recorded/), accepted by this collector.

const FOLDER = new URL('../wire/recorded/', import.meta.url)

const RECORDED = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => {
    // Whether each is a beacon, is what the tests are about.
    const beacons = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Beacon[]
    return beacons.map((beacon, index) => ({ name: `${index + 1} of ${name}`, beacon }))
  })

/** The types of wire version 1. A later one is recorded under a name of its own, and added here. */
const TYPES: EventType[] = [
  'click',
  'custom',
  'file_download',
  'form_submit',
  'identify',
  'page_leave',
  'page_view',
  'rating',
  'reset',
  'search',
  'step',
  'video_progress',
]

describe.each(RECORDED)('beacon $name', ({ beacon }) => {
  it('is accepted whole: 204, every event as it came, none failed', async () => {
    const sites = siteMap(aSite({ origins: [ORIGIN], bots: 'keep' }))
    const { post, spooled } = createTestApp({ sites, clock: () => beacon.sentAtMs })
    expect((await post(JSON.stringify(beacon))).status).toBe(204)
    const [stored] = spooled()
    expect(stored).toMatchObject({ anonymousId: beacon.anonymousId, failedEvents: [] })
    expect(stored?.events.map((each) => each.event)).toEqual(beacon.events)
    expect(stored?.events.map((each) => each.occurredAtMs)).toEqual(
      beacon.events.map((each) => each.occurredAtMs),
    )
  })

  it('passes the schema unchanged', () => {
    expect(envelope.parse(beacon)).toEqual(beacon)
    for (const each of beacon.events) expect(event.parse(each)).toEqual(each)
  })
})

it('every type of event is among them', () => {
  const types = new Set(RECORDED.flatMap(({ beacon }) => beacon.events.map(({ type }) => type)))
  expect([...types].sort()).toEqual(TYPES)
  expect(event.options.map((each) => each.shape.type.value).sort()).toEqual(TYPES)
})

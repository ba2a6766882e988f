import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { bodyOf, createTestApp, ORIGIN } from '../test-app.js'
import { createIngestMetrics } from './ingest-metrics.js'
import { samplesOf, SITES } from './test-scrape.js'

function openWatched(changes: Parameters<typeof createTestApp>[0] = {}) {
  const metrics = createIngestMetrics(SITES)
  return {
    ...createTestApp({ metrics, ...changes }),
    samples: async () => samplesOf('ingest', await metrics.metricsJson()),
  }
}

it('counts the events that are on disk by site, and those of them that name somebody', async () => {
  const { post, samples } = openWatched()
  await post(bodyOf([anEvent('page_view'), anEvent('identify', { person: { email: 'a@b.co' } })]))
  await post(bodyOf([anEvent('click')]))
  expect(await samples()).toEqual(
    expect.arrayContaining([
      'tamtam_events_accepted_total{site="acme-www"} 3',
      'tamtam_events_accepted_total{site="beta"} 0',
      'tamtam_identities_named_total{site="acme-www"} 1',
      'tamtam_beacon_accept_seconds_count 2',
      `tamtam_last_accepted_timestamp_seconds ${NOON_MS / 1000}`,
    ]),
  )
})

it('counts what is kept as failed, and what bots sent, by reason', async () => {
  const { post, samples } = openWatched()
  await post(bodyOf([anEvent('page_view'), { ...anEvent('click'), target: 7 }]))
  const bot = { 'User-Agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }
  await post(bodyOf([anEvent('page_view'), anEvent('click')]), bot)
  expect(await samples()).toEqual(
    expect.arrayContaining([
      'tamtam_events_accepted_total{site="acme-www"} 1',
      'tamtam_events_failed_total{reason="event_invalid"} 1',
      'tamtam_events_dropped_total{reason="bot_user_agent"} 2',
    ]),
  )
})

it('counts what is refused by code, and never by what a stranger says', async () => {
  const { post, samples } = openWatched()
  await post('no JSON')
  await post(bodyOf([anEvent('click')], { siteId: 'a-stranger' }))
  await post(bodyOf([anEvent('click')]), { Origin: 'https://stranger.example' })
  await post(bodyOf([anEvent('click')]), { Origin: null })
  const told = await samples()
  expect(told).toEqual(
    expect.arrayContaining([
      'tamtam_beacons_refused_total{code="json_malformed"} 1',
      'tamtam_beacons_refused_total{code="site_unknown"} 1',
      'tamtam_beacons_refused_total{code="origin_not_allowed"} 1',
      'tamtam_beacons_refused_total{code="origin_missing"} 1',
      'tamtam_beacon_accept_seconds_count 0',
      'tamtam_last_accepted_timestamp_seconds 0',
    ]),
  )
  expect(told.filter((line) => line.includes('stranger'))).toEqual([])
})

it('a beacon that could not be stored is refused, and not accepted', async () => {
  const { post, samples } = openWatched({
    spool: { append: async () => 'full', whyFull: () => 'no room' },
  })
  expect(await samples()).toContain('tamtam_beacons_refused_total{code="spool_unavailable"} 0')
  await post(bodyOf([anEvent('click')]), { Origin: ORIGIN })
  const told = await samples()
  expect(told).toContain('tamtam_beacons_refused_total{code="spool_unavailable"} 1')
  expect(told).toContain('tamtam_events_accepted_total{site="acme-www"} 0')
})

it('tells what runs, and the figures of the process once', async () => {
  const told = await openWatched().samples()
  const info = `tamtam_build_info{version="1.2.3",node="${process.version}",role="all"} 1`
  expect(told).toContain(info)
  expect(told.filter((line) => line.startsWith('process_start_time_seconds '))).toHaveLength(1)
})

it('two of them share nothing', async () => {
  const [one, other] = [createIngestMetrics(SITES), createIngestMetrics(SITES)]
  one.beaconRefused('json_malformed')
  const told = await samplesOf('ingest', await other.metricsJson())
  expect(told.filter((line) => line.includes('json_malformed'))).toEqual([])
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { createTestLogger } from '../lib/test-logger.js'
import { createForwarder } from '../store/spool/forwarder.js'
import { openSpool } from '../store/spool/spool.js'
import { openStore } from '../store/store.js'
import { temporaryFolder } from '../store/test-store.js'
import { bodyOf, createTestApp } from '../test-app.js'
import { openLookUps } from './open-look-ups.js'
import { anMmdb } from './test-mmdb.js'
import type { ContextSources } from './visitor-context.js'

const VISITOR = '203.0.113.9'
const PROXY = '10.0.0.1'
const LOOK_UPS = {
  placeOf: (address: string) => (address === VISITOR ? { country: 'FR' } : undefined),
  companyOf: (address: string) => (address === VISITOR ? 'acme.com' : undefined),
}
const PLACE_HEADERS = { country: 'cf-ipcountry', region: 'cf-region-code', city: 'cf-ipcity' }

/** What is kept of a beacon's request. */
async function contextOf(
  headers: Record<string, string>,
  socketAddress: string,
  sources: Partial<ContextSources> = {},
) {
  const { post, spooled } = createTestApp({ trustedProxies: ['10.0.0.0/8'], ...sources })
  expect((await post(bodyOf([anEvent('page_view')]), headers, { socketAddress })).status).toBe(204)
  return spooled()[0]?.context
}

it('is absent where nothing is known', async () => {
  expect(await contextOf({ 'CF-IPCountry': 'DE' }, PROXY)).toBeUndefined()
  expect(await contextOf({}, '203.0.113.10', LOOK_UPS)).toBeUndefined()
})

describe('the device', () => {
  it('is mobile where the browser says so, and else for the user agent to tell', async () => {
    expect(await contextOf({ 'Sec-CH-UA-Mobile': '?1' }, VISITOR)).toEqual({ device: 'MOBILE' })
    for (const hint of ['?0', '1', '?1, ?1', '']) {
      expect(await contextOf({ 'Sec-CH-UA-Mobile': hint }, VISITOR)).toBeUndefined()
    }
  })
})

describe('the place', () => {
  const berlin = { 'CF-IPCountry': 'DE', 'CF-Region-Code': 'BE', 'CF-IPCity': 'Berlin' }

  it('is what a trusted proxy says', async () => {
    const sources = { placeHeaders: PLACE_HEADERS }
    const place = { country: 'DE', region: 'DE-BE', city: 'Berlin' }
    expect(await contextOf(berlin, PROXY, sources)).toEqual({ place })
    expect(await contextOf(berlin, `::ffff:${PROXY}`, sources)).toEqual({ place })
  })

  it('is not what a visitor says', async () => {
    const sources = { placeHeaders: PLACE_HEADERS, ...LOOK_UPS, companyOf: undefined }
    expect(await contextOf(berlin, VISITOR, sources)).toEqual({ place: { country: 'FR' } })
    const claimed = { ...berlin, 'X-Forwarded-For': PROXY }
    expect(await contextOf(claimed, '203.0.113.10', sources)).toBeUndefined()
  })

  it.each(['XX', 'T1', '', 'xyz'])('is looked up where the proxy says "%s"', async (country) => {
    const sources = { placeHeaders: PLACE_HEADERS, placeOf: LOOK_UPS.placeOf }
    const headers = { ...berlin, 'CF-IPCountry': country, 'X-Forwarded-For': VISITOR }
    expect(await contextOf(headers, PROXY, sources)).toEqual({ place: { country: 'FR' } })
  })

  it.each([
    ['M%C3%BCnchen', 'München'],
    [Buffer.from('München').toString('latin1'), 'München'],
    ['M\u00FCnchen', 'München'],
    ['100% Bern', '100% Bern'],
  ])('has a city that reads %s', async (city, name) => {
    const headers = { 'CF-IPCountry': 'DE', 'CF-IPCity': city }
    const context = await contextOf(headers, PROXY, { placeHeaders: PLACE_HEADERS })
    expect(context?.place).toEqual({ country: 'DE', city: name })
  })
})

it("the company is the network's of the visitor, and not of a proxy", async () => {
  const sources = { companyOf: LOOK_UPS.companyOf }
  const said = { 'X-Forwarded-For': VISITOR }
  expect(await contextOf(said, PROXY, sources)).toEqual({ companyDomain: 'acme.com' })
  expect(await contextOf(said, '203.0.113.10', sources)).toBeUndefined()
})

it("a bot's beacon, of which a count is kept, has no context", async () => {
  const { post, spooled } = createTestApp({ trustedProxies: [], ...LOOK_UPS })
  const way = { socketAddress: VISITOR }
  await post(bodyOf([anEvent('page_view')]), { 'User-Agent': 'Googlebot/2.1' }, way)
  expect(spooled()).toMatchObject([{ dropped: { eventCount: 1 } }])
  expect(spooled()[0]?.context).toBeUndefined()
})

it('no file of the data folder and no line of the log holds the address', async () => {
  const folder = temporaryFolder()
  const elsewhere = temporaryFolder()
  const spool = openSpool(join(folder, 'spool.db'))
  const store = await openStore(join(folder, 'store.db'))
  onTestFinished(async () => {
    spool.close()
    await store.close()
  })
  const [geoipFile, companiesFile] = [join(elsewhere, 'c.mmdb'), join(elsewhere, 'c.csv')]
  writeFileSync(geoipFile, anMmdb({ '0.0.0.0/0': { country: { iso_code: 'DE' } } }))
  writeFileSync(companiesFile, '203.0.113.0/24,acme.com\n2001:db8::/32,acme.com\n')
  const { logger, lines } = createTestLogger()
  const { post } = createTestApp({
    ...(await openLookUps({ geoipFile, companiesFile })),
    trustedProxies: ['10.0.0.0/8'],
    logger,
    rateLimit: {
      perAddressPerSecond: 1,
      perAddressBurst: 3,
      perSitePerSecond: 100,
      perSiteBurst: 100,
      identitiesPerAddressPerDay: 1,
    },
    spool: {
      append: (beacon) => Promise.resolve((spool.append([beacon]), 'durable')),
      whyFull: () => null,
    },
  })
  const events = [
    anEvent('page_view'),
    anEvent('identify', { person: { email: 'ada@example.org' } }),
    anEvent('identify', { person: { email: 'eve@example.org' } }),
    { bad: true },
  ]
  const addresses = [VISITOR, '2001:db8::9:9']
  const statuses = []
  for (const address of [...addresses, VISITOR, VISITOR, VISITOR]) {
    const headers = { 'X-Forwarded-For': `198.51.100.77, ${address}` }
    statuses.push((await post(bodyOf(events), headers, { socketAddress: PROXY })).status)
  }
  expect(statuses).toEqual([204, 204, 204, 204, 429])
  const forwarder = createForwarder({ spool, store, clock: () => NOON_MS, logger })
  await forwarder.forwardOnce()

  const [first] = await store.readEventsAt('received', 1)
  expect(first?.context).toEqual({ place: { country: 'DE' }, companyDomain: 'acme.com' })
  expect(lines.length).toBeGreaterThan(0)
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file)))
  expect(files.length).toBeGreaterThan(1)
  const written = [...files, Buffer.from(JSON.stringify(lines))]
  expect(written.some((bytes) => bytes.includes('ada@example.org'))).toBe(true)
  for (const address of [...addresses, PROXY, '198.51.100.77', '2001:db8']) {
    expect(written.filter((bytes) => bytes.includes(address))).toEqual([])
  }
})

import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from './config.js'
import { temporaryFolder } from './store/test-store.js'
import { faultsOf, GONG, read, SITE } from './test-config.js'

describe('what is not said', () => {
  it('has its default, and without a file there is one open local site', () => {
    const before = process.cwd()
    onTestFinished(() => process.chdir(before))
    process.chdir(temporaryFolder())
    expect(readConfig({})).toEqual({
      port: 8787,
      admin: { port: 8788, host: '127.0.0.1', tokens: [] },
      host: '0.0.0.0',
      dataDir: 'data',
      databaseUrl: null,
      role: 'all',
      ack: 'local',
      spool: { maxBytes: 10 * 1024 ** 3, minFreeBytes: 256 * 1024 ** 2 },
      logLevel: 'info',
      configFile: null,
      gong: null,
      quota: { callsPerSecond: 3, callsPerDay: 10_000 },
      geoipFile: null,
      companiesFile: null,
      secretKeys: [],
      sites: [
        {
          siteId: 'demo',
          origins: ['http://localhost:*', 'http://127.0.0.1:*'],
          identity: 'labelled',
          jwt: [],
          ownDomains: [],
          bots: 'keep',
          engagementCalls: false,
          titleSuffixes: [],
        },
      ],
      content: [],
      coalesce: { quietSeconds: 120, maxSeconds: 1800, sessionIdleMinutes: 30 },
      hold: { days: 30, maxPerVisitor: 500 },
      budget: {
        share: 0.8,
        reserve: { high: 0.3, normal: 0.6 },
        businessDay: { from: '08:00', to: '18:00', timeZone: 'UTC' },
        selfReportedShare: 0.2,
        trackedShare: 0.5,
        maxPerPersonPerDay: 50,
      },
      retention: { eventDays: 90, interactionDays: 400 },
      links: { days: 90, maxBrowsers: 3 },
      trustedProxies: [],
      rateLimit: {
        perAddressPerSecond: 20,
        perAddressBurst: 200,
        perSitePerSecond: 5000,
        perSiteBurst: 20_000,
        identitiesPerAddressPerDay: 20,
      },
      paths: { script: '/tamtam.js', events: '/v1/events' },
    })
  })

  it('an empty value counts as unset', () => {
    const empty = {
      PORT: '',
      HOST: '',
      TAMTAM_LOG_LEVEL: '',
      DATABASE_URL: '',
      GONG_ACCESS_KEY: '',
    }
    expect(read(empty)).toMatchObject({ port: 8787, host: '0.0.0.0', logLevel: 'info', gong: null })
  })
})

describe('what is said', () => {
  it('is taken', () => {
    const env = {
      PORT: '0',
      HOST: '127.0.0.1',
      TAMTAM_DATA_DIR: '/srv/tamtam',
      TAMTAM_LOG_LEVEL: 'debug',
      TAMTAM_GEOIP_FILE: '/srv/GeoLite2-City.mmdb',
      TAMTAM_COMPANIES_FILE: '/srv/companies.csv',
      GONG_CALLS_PER_SECOND: '1',
      GONG_CALLS_PER_DAY: '500',
      ...GONG,
    }
    const content = { companyName: 'Acme', sites: [SITE], hold: { days: 7 } }
    expect(read(env, content)).toMatchObject({
      port: 0,
      host: '127.0.0.1',
      dataDir: '/srv/tamtam',
      logLevel: 'debug',
      geoipFile: '/srv/GeoLite2-City.mmdb',
      companiesFile: '/srv/companies.csv',
      quota: { callsPerSecond: 1, callsPerDay: 500 },
      gong: {
        baseUrl: 'https://us-1.api.gong.example',
        accessKey: 'access-key',
        accessKeySecret: 'very-secret',
      },
      companyName: 'Acme',
      hold: { days: 7 },
    })
  })

  it.each([
    ['PORT', '80a', 'expected a whole number from 0 to 65535, got "80a"'],
    ['PORT', '65536', 'expected a whole number from 0 to 65535, got "65536"'],
    ['PORT', '-1', 'expected a whole number from 0 to 65535, got "-1"'],
    [
      'TAMTAM_LOG_LEVEL',
      'loud',
      'expected one of fatal, error, warn, info, debug, silent, got "loud"',
    ],
    ['GONG_CALLS_PER_SECOND', '0', 'expected a whole number from 1 to 1000, got "0"'],
    ['GONG_CALLS_PER_DAY', '1e4', 'expected a whole number from 1 to 100000000, got "1e4"'],
    ['DATABASE_URL', 'mysql://db', 'expected an address such as postgres://user:password@host'],
  ])('%s=%s is refused with what was expected and what came', (name, value, words) => {
    const faults = faultsOf({ [name]: value })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(`${name}: ${words}`)
  })

  it('every fault is named at once', () => {
    const faults = faultsOf({ PORT: 'x', TAMTAM_LOG_LEVEL: 'y', GONG_ACCESS_KEY: 'k' })
    expect(faults.map((line) => line.split(':')[0])).toEqual([
      'PORT',
      'TAMTAM_LOG_LEVEL',
      'GONG_API_BASE_URL',
      'GONG_ACCESS_KEY_SECRET',
    ])
  })
})

describe('the configuration file', () => {
  it('is missed when it was named', () => {
    const [fault] = faultsOf({ TAMTAM_CONFIG: '/nowhere/tamtam.json' })
    expect(fault).toMatch(
      /^TAMTAM_CONFIG: expected a JSON file, got \/nowhere\/tamtam.json: .*ENOENT/,
    )
  })

  it.each([
    ['half of JSON', '{"sites":', /expected a JSON file/],
    [
      'an unknown key, and the one that was meant',
      { sites: [SITE], sties: [] },
      /top level: unknown key "sties" \(did you mean "sites"\?\)/,
    ],
    [
      'an unknown key of a site',
      { sites: [{ ...SITE, orgins: [] }] },
      /sites\.0: unknown key "orgins" \(did you mean "origins"\?\)/,
    ],
    [
      'a key that is near to none, and what there is',
      { sites: [SITE], hold: { color: 'red' } },
      /hold: unknown key "color" \(known are days/,
    ],
    [
      'two unknown keys at once',
      { sites: [SITE], colour: 1, holds: 1 },
      /"colour" \(known are .*\), key "holds" \(did you mean "hold"\?\)/,
    ],
    ['no sites', {}, /sites: /],
    ['an empty list of sites', { sites: [] }, /sites: /],
    ['a site twice', { sites: [SITE, SITE] }, /sites: must not name a siteId twice/],
    ['a site without origins', { sites: [{ ...SITE, origins: [] }] }, /sites\.0\.origins: /],
    [
      'an origin with a path',
      { sites: [{ ...SITE, origins: ['https://a.b/'] }] },
      /without a path/,
    ],
    [
      "an origin with its scheme's own port",
      { sites: [{ ...SITE, origins: ['https://a.b:443'] }] },
      /must leave the scheme's own port out/,
    ],
    ['any origin', { sites: [{ ...SITE, origins: ['*'] }] }, /must be an origin/],
    ['no origin', { sites: [{ ...SITE, origins: ['null'] }] }, /must be an origin/],
    ['a malformed siteId', { sites: [{ ...SITE, siteId: 'Acme WWW' }] }, /siteId: must be 1 to 63/],
    ['a blank company', { sites: [SITE], companyName: ' ' }, /companyName: must not be blank/],
    ['another policy', { sites: [{ ...SITE, identity: 'lax' }] }, /sites\.0\.identity: /],
    ['a budget over all', { sites: [SITE], budget: { share: 1.1 } }, /budget\.share: /],
    ['another use of bots', { sites: [{ ...SITE, bots: 'count' }] }, /sites\.0\.bots: /],
    [
      'a proxy by name',
      { sites: [SITE], trustedProxies: ['::1', 'proxy.local'] },
      /trustedProxies\.1: must be an address or a range/,
    ],
    [
      'a limit of none',
      { sites: [SITE], rateLimit: { perSitePerSecond: 0 } },
      /perSitePerSecond: /,
    ],
    ['a burst of none', { sites: [SITE], rateLimit: { perSiteBurst: 0.5 } }, /perSiteBurst: /],
    [
      'a place in no header',
      { sites: [SITE], placeHeaders: { region: 'cf-region-code' } },
      /placeHeaders\.country: /,
    ],
    [
      'a place by nobody who is trusted',
      { sites: [SITE], placeHeaders: { country: 'cf-ipcountry' } },
      /placeHeaders: needs trustedProxies/,
    ],
    [
      'a place in a header that is none',
      { sites: [SITE], placeHeaders: { country: 'cf ipcountry' } },
      /placeHeaders\.country: must be the name of a header/,
    ],
    ['a limit that is switched on', { sites: [SITE], rateLimit: true }, /rateLimit: .*or false/],
    [
      'a slip in a limit',
      { sites: [SITE], rateLimit: { perAddresBurst: 1 } },
      /rateLimit: unknown key "perAddresBurst" \(did you mean "perAddressBurst"\?\)/,
    ],
    ['events kept for no time', { sites: [SITE], retention: { eventDays: 0 } }, /eventDays: /],
    ['half a day', { sites: [SITE], retention: { interactionDays: 1.5 } }, /interactionDays: /],
    [
      'interactions that go before their events',
      { sites: [SITE], retention: { interactionDays: 30 } },
      /interactionDays: must not be less than eventDays/,
    ],
    ['eleven years', { sites: [SITE], retention: { eventDays: 4015 } }, /eventDays: /],
    [
      'one path for two things',
      { sites: [SITE], paths: { script: '/t', events: '/t' } },
      /paths: script and events must differ/,
    ],
    ['no quiet time', { sites: [SITE], coalesce: { quietSeconds: 0 } }, /quietSeconds: /],
  ])('is refused with %s, which is named together with the file', (_, content, words) => {
    const [fault] = faultsOf({}, content)
    expect(fault).toMatch(/^TAMTAM_CONFIG: .*tamtam\.config\.json: /)
    expect(fault).toMatch(words)
  })

  it.each(['t.js', '', '/', '/t.js?v=1', '/t.js#x', '//t.js', '/a/../t.js', '/a b', '/t/', '/:id'])(
    'has no path like "%s"',
    (script) => {
      const faults = faultsOf({}, { sites: [SITE], paths: { script } })
      expect(faults).toEqual([expect.stringContaining('paths.script: must be a path such as')])
    },
  )

  it.each(['/healthz', '/readyz', '/tamtam.json'])('leaves %s to its own use', (events) => {
    const faults = faultsOf({}, { sites: [SITE], paths: { events } })
    expect(faults).toEqual([expect.stringContaining('must not be a path of another use')])
  })

  it('takes what may be said of traffic', () => {
    const said = {
      trustedProxies: ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1'],
      rateLimit: { perAddressPerSecond: 0.5, perAddressBurst: 1 },
      paths: { script: '/assets/site.js' },
      retention: { eventDays: 3650, interactionDays: 3650 },
    }
    expect(read({}, { sites: [SITE], ...said })).toMatchObject({
      ...said,
      rateLimit: { ...said.rateLimit, perSitePerSecond: 5000 },
      paths: { ...said.paths, events: '/v1/events' },
    })
    expect(read({}, { sites: [SITE], rateLimit: false }).rateLimit).toBe(false)
  })

  it('has one thing against one origin', () => {
    const faults = faultsOf({}, { sites: [{ ...SITE, origins: ['https://www.acme.com/'] }] })
    expect(faults).toEqual([expect.stringContaining('must be an origin such as')])
  })

  it('says the company without what surrounds it', () => {
    expect(read({}, { sites: [SITE], companyName: ' Acme ' }).companyName).toBe('Acme')
  })

  it('gives what it leaves out its default', () => {
    expect(read({})).toMatchObject({
      configFile: expect.stringMatching(/tamtam\.config\.json$/) as string,
      sites: [{ ...SITE, identity: 'labelled', bots: 'drop', titleSuffixes: [] }],
      coalesce: { quietSeconds: 120, maxSeconds: 1800, sessionIdleMinutes: 30 },
    })
  })
})

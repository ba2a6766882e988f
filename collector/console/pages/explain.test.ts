import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import { openTestCli } from '../../cli/test-cli.js'
import { openStore } from '../../store/store.js'
import { anAttempt, concludeAt, queueOne } from '../../store/test-outbox.js'
import { aSpooledBeacon, temporaryFolder } from '../../store/test-store.js'
import { openTestConsole } from '../test-console.js'

const SITES = [{ siteId: 'acme-www', origins: ['https://www.acme.com'] }]

async function openExplain() {
  const dataDir = temporaryFolder()
  return openTestConsole({ config: { sites: SITES }, env: { TAMTAM_DATA_DIR: dataDir } })
}

describe('an interaction', () => {
  it('is shown from its content to the answer of Gong, with the exact call', async () => {
    const { store, page } = await openExplain()
    const id = await queueOne(store, { content: { rule: '/pricing*', title: '<i>Pricing' } })
    const claim = await store.claim({ nowMs: NOON_MS, leaseMs: 1, downTo: 'low' })
    if (!claim) throw new Error('no lane is due')
    const request = JSON.stringify({ eventId: claim.gongEventId, content: { n: 1 } })
    await store.keepRequest(claim, { call: 'digital-interaction', request })
    await concludeAt(store, NOON_MS, claim)
    const text = await page(`/explain/${id}`)
    for (const part of [
      `Interaction ${id} of acme-www: page viewed, “&lt;i&gt;Pricing”`,
      '/pricing*, priority normal',
      'email:ada@example.org, corroborated',
      'POST /v2/digital-interaction',
      '&quot;n&quot;: 1',
      `delivered, ${anAttempt().status} after 10 ms, requestId r-1`,
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('<i>Pricing')
    // By Gong's own id as well, and asked by a form that works without script.
    expect(await page(`/explain?id=${claim.gongEventId}`)).toContain(`Interaction ${id} of`)
  })
})

describe('an event', () => {
  it('is shown by both clocks, and with where it is', async () => {
    const { store, page } = await openExplain()
    const event = anEvent('page_view', {
      occurredAtMs: NOON_MS - 90_000,
      page: { ...anEvent('reset').page, url: 'javascript:alert(1)' },
    })
    const context = { device: 'PC', place: { country: 'DE', city: 'Berlin' } } as const
    await store.appendBeacons([
      { ...aSpooledBeacon([]), events: [{ event, occurredAtMs: NOON_MS }], context },
    ])
    const text = await page(`/explain/${event.eventId}`)
    expect(text).toContain('clock was 1 min 30 s behind')
    expect(text).toContain('Berlin, DE')
    expect(text).toContain('nothing yet: it waits for stitch')
    expect(text).not.toContain('href="javascript:')
  })
})

describe('an id that is nowhere', () => {
  it('gets what can be the cause, and a field for another site', async () => {
    const { page } = await openExplain()
    const text = await page('/explain/00000000-0000-4000-8000-000000000000')
    expect(text).toContain('The store has nothing of 00000000-0000-4000-8000-000000000000')
    expect(text).toContain('This machine has no spool.')
    expect(text).toContain('name="site"')
  })

  it.each([
    '/explain/%25zz',
    '/explain/ada@example.org',
    '/explain?id=ada@example.org',
    '/explain',
  ])('is answered at %s too', async (path) => {
    const { ask } = await openExplain()
    expect((await ask(path, { headers: { Accept: 'text/html' } })).status).toBe(200)
  })
})

it('the API says what the command line says', async () => {
  const cli = openTestCli()
  const store = await openStore(join(cli.folder, 'store.db'), { clock: () => NOON_MS })
  onTestFinished(() => store.close())
  const { json, store: own } = await openExplain()
  for (const each of [store, own]) await each.appendBeacons([aSpooledBeacon([EVENT])])
  const asked = async (id: string): Promise<unknown> =>
    JSON.parse((await cli.run('explain', id, '--json')).out)
  expect(await json(`/api/explain/${EVENT.eventId}`)).toEqual(await asked(EVENT.eventId))
  expect(await json('/api/explain/77')).toEqual(await asked('77'))
})

const EVENT = anEvent('page_view', { occurredAtMs: NOON_MS })

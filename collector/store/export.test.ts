import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS, VISITOR } from '../../wire/test-data.js'
import { ACCEPTED } from '../gong/test-gong.js'
import { aJwtKey } from '../lib/test-tokens.js'
import { stitch } from '../stitch/test-stitch.js'
import { openTestPipeline, QUIET_MS, type TestPipeline } from '../test-pipeline.js'
import { openToRead } from './open-to-read.js'
import { aLink, toldOf } from './test-links.js'
import { aSealedContent, ADA } from './test-outbox.js'
import { aSpooledBeacon } from './test-store.js'

const ADAS = 'email:ada@example.org'
const OTHER = 'f'.repeat(32)
const SHARE = 'd'.repeat(32)
const visitor = { siteId: 'acme-www', anonymousId: VISITOR }

const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
const identify = (email: string, second: number) =>
  anEvent('identify', { person: { email }, ...at(second) })
const page = (path: string, second: number) => {
  const event = anEvent('page_view', at(second))
  return { ...event, page: { ...event.page, url: `https://www.acme.com/${path}` } }
}
const failedOf = (body: string, index: number) => ({
  index,
  reason: 'event_invalid' as const,
  detail: '',
  body,
})

async function settle({ stages, turn, deliver }: TestPipeline): Promise<void> {
  await stages.forward()
  await stages.stitch()
  await stages.fold()
  turn(QUIET_MS)
  await stages.seal()
  await stages.assign()
  await deliver()
}

async function allOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const some of pages) all.push(...some)
  return all
}

/** All that there is of a person, or of a browser. */
async function exportFrom({ target }: TestPipeline, whoKey: string | null) {
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  return reader.read(async (verbs) => {
    const traces = whoKey === null ? null : await verbs.findPerson(whoKey)
    const wanted = whoKey === null || !traces ? null : { whoKey, handles: traces.handles }
    const browsers = await Promise.all(
      (traces?.visitors ?? [visitor]).map((each) => verbs.readBrowser({ visitor: each, wanted })),
    )
    const [browser] = browsers
    if (!browser) throw new Error('no browser')
    const keys = [whoKey ?? '', ...browser.alsoKnownAs]
    return {
      browser,
      events: await allOf(verbs.eventsOf(browser)),
      interactions: await allOf(verbs.interactionsOf(browser)),
      failed: await allOf(verbs.failedEventsOf(browser, keys)),
      shares: traces ? await allOf(verbs.sharesTo(whoKey ?? '', traces)) : [],
      told: await verbs.readToldOf(whoKey ?? ''),
    }
  })
}

const pathsOf = (events: readonly { event: { page?: { url: string } | undefined } }[]) =>
  events.map(({ event }) => new URL(event.page?.url ?? '').pathname)

it('a browser that nobody else used is handed over whole, as much as erasing removes', async () => {
  const test = await openTestPipeline(ACCEPTED)
  const failedEvents = [failedOf('{}', 9)]
  test.append(
    aSpooledBeacon([page('before', 0), identify('ada@example.org', 1), page('after', 2)], {
      failedEvents,
    }),
    aSpooledBeacon([page('elsewhere', 3)], { anonymousId: OTHER, failedEvents }),
  )
  await settle(test)
  test.append(aSpooledBeacon([page('unstitched', 9)]))
  await test.stages.forward()
  const { browser, events, interactions, failed } = await exportFrom(test, ADAS)
  expect(browser).toMatchObject({ visitor, isWhole: true, aliases: [{ whoKey: ADAS }] })
  expect(browser.facts).toHaveLength(1)
  expect(events).toHaveLength(4)
  expect(interactions.map(({ interaction, attempts }) => [interaction.state, attempts])).toEqual([
    ['delivered', [expect.objectContaining({ outcome: 'delivered', status: 200 })]],
    ['delivered', [expect.objectContaining({ outcome: 'delivered', status: 200 })]],
  ])
  expect(interactions[0]?.interaction).toMatchObject({
    who: { kind: 'person', person: { email: 'ada@example.org' } },
    content: { title: 'Pricing' },
  })
  expect(failed).toHaveLength(1)
  const erasing = { kind: 'person', whoKey: ADAS } as const
  const erased = await test.store().stage((tx) => tx.erase(erasing, test.nowMs()))
  expect(erased).toMatchObject({
    visitors: 1,
    events: events.length,
    interactions: interactions.length,
    failedEvents: failed.length,
  })
})

it('of a browser that others used too nothing of their time is handed over', async () => {
  const test = await openTestPipeline(ACCEPTED)
  const failedEvents = [failedOf('{"email":"ada@example.org"}', 8), failedOf('{}', 9)]
  test.append(aSpooledBeacon([identify('ada@example.org', 1), page('adas', 2)]))
  await settle(test)
  test.append(
    aSpooledBeacon([identify('bob@example.org', 600), page('bobs', 601)], { failedEvents }),
  )
  await settle(test)
  const { browser, events, interactions, failed } = await exportFrom(test, ADAS)
  expect(browser.isWhole).toBe(false)
  expect(browser.aliases).toMatchObject([{ whoKey: ADAS }])
  expect(JSON.stringify([browser, events, interactions])).not.toContain('bob')
  expect(pathsOf(events)).toContain('/adas')
  expect(interactions.map(({ interaction }) => interaction.laneKey)).toEqual([ADAS])
  expect(failed.map(({ body }) => body)).toEqual(['{"email":"ada@example.org"}'])
  const erasing = { kind: 'person', whoKey: ADAS } as const
  const erased = await test.store().stage((tx) => tx.erase(erasing, test.nowMs()))
  expect(erased).toMatchObject({ events: events.length, interactions: interactions.length })
})

it('by its id a browser is handed over with whoever used it', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(aSpooledBeacon([identify('ada@example.org', 1), page('adas', 2)]))
  test.append(aSpooledBeacon([identify('bob@example.org', 600), page('bobs', 601)]))
  await settle(test)
  const { browser, events } = await exportFrom(test, null)
  expect(browser.aliases.map(({ whoKey }) => whoKey)).toEqual([ADAS, 'email:bob@example.org'])
  expect(events).toHaveLength(4)
})

it('links and what sites told are the person’s, and of a share no other recipient', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(aSpooledBeacon([identify('ada@example.org', 1)]))
  await settle(test)
  const store = test.store()
  await store.keepShare({ ...visitor, shareId: SHARE, contentId: 'c', madeAtMs: NOON_MS })
  await store.makeLinks([aLink({ shareId: SHARE }), aLink({ tokenHash: 'another' })])
  await store.keepKnownPeople([toldOf('tracking:t')])
  const bob = { email: 'bob@example.org' }
  await store.reportShare({
    siteId: 'acme-www',
    shareId: SHARE,
    contentId: 'c',
    madeAtMs: NOON_MS,
    gongEventId: 'g-1',
    content: aSealedContent({
      share: {
        shareId: SHARE,
        recipients: [{ person: bob }, { person: { email: 'ada@example.org' } }],
      },
    }),
    who: { kind: 'person', person: bob },
    laneKey: 'email:bob@example.org',
  })
  const { told, shares } = await exportFrom(test, ADAS)
  expect(told.people).toMatchObject([
    { whoKey: 'tracking:t', person: { email: 'ada@example.org' } },
  ])
  expect(told.links).toHaveLength(2)
  expect(shares).toMatchObject([
    {
      interaction: {
        content: { share: { recipients: [{ person: ADA.kind === 'person' ? ADA.person : {} }] } },
      },
    },
  ])
  expect(JSON.stringify(shares)).not.toContain('bob')
})

it('events that name somebody by a token that does not hold are handed over, and nothing else of the browser', async () => {
  const test = await openTestPipeline(ACCEPTED)
  const token = await aJwtKey().sign()
  const claim = { ...identify('ada@example.org', 1), token }
  test.append(aSpooledBeacon([claim, page('anybodys', 2)]))
  await test.stages.forward()
  await stitch(test.store(), { keys: [aJwtKey().key] })
  await settle(test)
  const { browser, events, interactions } = await exportFrom(test, ADAS)
  expect(browser).toMatchObject({ isWhole: false, aliases: [] })
  expect(browser.facts).toMatchObject([{ fact: { kind: 'refused', whoKey: ADAS } }])
  expect(events.map(({ event }) => event.type)).toEqual(['identify'])
  expect(interactions).toEqual([])
})

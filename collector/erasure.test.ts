import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../wire/event.js'
import { anEvent, NOON_MS, VISITOR } from '../wire/test-data.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { ACCEPTED } from './gong/test-gong.js'
import { retainOnce } from './housekeeping.js'
import { createTestLogger } from './lib/test-logger.js'
import { aJwtKey } from './lib/test-tokens.js'
import { stitch } from './stitch/test-stitch.js'
import { COLUMN_COMMENTS } from './store/column-comments.js'
import { openToRead } from './store/open-to-read.js'
import type { Tables } from './store/tables.js'
import { aLink, TOKEN, TOKEN_HASH, toldOf } from './store/test-links.js'
import type { Erasable } from './store/tombstones.js'
import { aSpooledBeacon } from './store/test-store.js'
import { openTestPipeline, QUIET_MS, type TestPipeline } from './test-pipeline.js'

const ADA: Erasable = { kind: 'person', whoKey: 'email:ada@example.org' }
const HER_BROWSER: Erasable = {
  kind: 'visitor',
  visitor: { siteId: 'acme-www', anonymousId: VISITOR },
}

const DAY_MS = 24 * 60 * 60 * 1000

const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
const identify = (email: string, second: number) =>
  anEvent('identify', { person: { email }, ...at(second) })
const page = (path: string, second: number) => {
  const event = anEvent('page_view', at(second))
  return { ...event, page: { ...event.page, url: `https://www.acme.com/${path}` } }
}

/** Lets stages take what is spooled as far as the lane of its person. */
async function settle({ stages, turn }: TestPipeline): Promise<void> {
  await stages.forward()
  await stages.stitch()
  await stages.fold()
  turn(QUIET_MS)
  await stages.seal()
  await stages.assign()
}

/** A moment later, when all that was told until now lies behind; what goes is what is counted before. */
async function erase(test: TestPipeline, erasable: Erasable) {
  test.turn(1000)
  const counted = await countIn(test, erasable)
  const erased = await test.store().stage((tx) => tx.erase(erasable, test.nowMs()))
  const { visitors, removed, atGong, alsoKnownAs } = erased
  expect(counted).toMatchObject({ visitors, atGong, alsoKnownAs })
  expect(counted.removed).toEqual(removed)
  return erased
}

async function countIn({ target }: TestPipeline, erasable: Erasable) {
  const reader = await openToRead(target)
  try {
    return await reader.read((verbs) => verbs.countErasable(erasable))
  } finally {
    await reader.close()
  }
}

async function countsOf(test: TestPipeline): Promise<Record<string, number>> {
  const tables = ['events', 'failed_events', 'identity_facts', 'aliases', 'interactions'] as const
  const counts = [...tables, 'attempts' as const, 'lanes' as const].map(
    async (table) => [table, (await test.rows(table)).length] as const,
  )
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0))
}

/** All that is in the store, as text. */
async function dump(test: TestPipeline): Promise<string> {
  const tables = Object.keys(COLUMN_COMMENTS) as (keyof Tables)[]
  const rows = await Promise.all(tables.map((table) => test.rows(table)))
  return JSON.stringify(rows)
}

async function aVisit(): Promise<TestPipeline> {
  const test = await openTestPipeline(ACCEPTED)
  const failed = { index: 9, reason: 'event_invalid' as const, detail: '', body: '{}' }
  test.append(
    aSpooledBeacon([page('before', 0), identify('ada@example.org', 1), page('after', 2)], {
      failedEvents: [failed],
    }),
  )
  await settle(test)
  await test.deliver()
  test.append(aSpooledBeacon([anEvent('rating', at(3))]))
  await settle(test)
  expect(test.calls).toHaveLength(2)
  return test
}

describe.each<[string, Erasable]>([
  ['by e-mail address', ADA],
  ['by anonymousId', HER_BROWSER],
])('a person is erased %s', (_, erasable) => {
  it('from events, failed events, identities, interactions, attempts and lanes', async () => {
    const test = await aVisit()
    expect(await erase(test, erasable)).toMatchObject({
      visitors: 1,
      events: 4,
      failedEvents: 1,
      interactions: 3,
    })
    expect(await countsOf(test)).toEqual({})
  })

  it('and a late beacon cannot bring them back, but is counted', async () => {
    const test = await aVisit()
    test.append(aSpooledBeacon([page('spooled', 4)]))
    await erase(test, erasable)
    test.append(aSpooledBeacon([page('late', 5), identify('ada@example.org', 6)]))
    await settle(test)
    expect(await countsOf(test)).not.toHaveProperty('events')
    expect(await test.rows('drops')).toMatchObject([
      { site_id: 'acme-www', reason: 'person_erased', event_count: 3 },
    ])
    await test.deliver()
    expect(test.calls).toHaveLength(2)
  })

  it('and what they do afterwards is theirs to be told', async () => {
    const test = await aVisit()
    await erase(test, erasable)
    const occurredAtMs = test.nowMs() + 1
    test.append(
      aSpooledBeacon([{ ...page('new', 0), occurredAtMs }], { receivedAtMs: occurredAtMs }),
    )
    await settle(test)
    expect(await countsOf(test)).toMatchObject({ events: 1, interactions: 1 })
  })

  it('twice without harm', async () => {
    const test = await aVisit()
    await erase(test, erasable)
    expect(await erase(test, erasable)).toMatchObject({ events: 0, interactions: 0 })
  })
})

it('who used the same browser at another time keeps what is theirs', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(
    aSpooledBeacon([
      page('a', 0),
      identify('ada@example.org', 1),
      anEvent('reset', at(2)),
      page('b', 3),
      identify('bob@example.org', 4),
    ]),
  )
  await settle(test)
  await erase(test, ADA)
  expect((await test.rows('aliases')).map(({ who_key }) => who_key)).toEqual([
    'email:bob@example.org',
  ])
  await test.deliver()
  expect(test.calls).toMatchObject([
    { body: { content: { contentUrl: 'https://www.acme.com/b' } } },
  ])
})

it('what comes late of somebody who was erased is given to nobody else who used the browser', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(aSpooledBeacon([identify('ada@example.org', 1), identify('bob@example.org', 9)]))
  await settle(test)
  await erase(test, ADA)
  test.append(aSpooledBeacon([page('late', 5), identify('bob@example.org', 10), page('his', 11)]))
  await settle(test)
  await test.deliver()
  expect(test.calls.map(({ body }) => body)).toMatchObject([
    { content: { contentUrl: 'https://www.acme.com/his' } },
  ])
})

it('an event of another that shared an open interaction is told all the same', async () => {
  const test = await openTestPipeline(ACCEPTED)
  const { stages } = test
  test.append(aSpooledBeacon([identify('ada@example.org', 1), page('shared', 2)]))
  test.append(aSpooledBeacon([identify('bob@example.org', 5), page('shared', 6)]))
  for (const stage of ['forward', 'stitch', 'fold'] as const) await stages[stage]()
  await erase(test, ADA)
  await settle(test)
  await test.deliver()
  expect(test.calls.map(({ body }) => body)).toMatchObject([
    { person: { email: 'bob@example.org' }, content: { contentTitle: 'Pricing' } },
  ])
})

it('what was told under the person goes, also when the browser is known otherwise by now', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(aSpooledBeacon([identify('ada@example.org', 0), page('told', 600)]))
  await settle(test)
  await test.deliver()
  // Bob was there before: a late beacon says so, and the view is in his time now.
  test.append(aSpooledBeacon([identify('bob@example.org', 300)]))
  await settle(test)
  await erase(test, ADA)
  expect(JSON.stringify(await test.rows('interactions'))).not.toContain('ada@')
})

it('says by what else the same browser knew the person', async () => {
  const test = await openTestPipeline(ACCEPTED)
  const tracked = { ...page('a', 0), trackingId: 't-1' }
  test.append(aSpooledBeacon([tracked, identify('ada@example.org', 1)]))
  await settle(test)
  expect(await erase(test, ADA)).toMatchObject({ alsoKnownAs: ['tracking:t-1'], events: 2 })
  expect(await countsOf(test)).not.toHaveProperty('identity_facts')
})

it('in a shared browser goes with the time before their name was known', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(
    aSpooledBeacon([
      { ...page('a', 0), trackingId: 't-1' },
      identify('ada@example.org', 1),
      anEvent('reset', at(2)),
      page('b', 3),
      identify('bob@example.org', 4),
    ]),
  )
  await settle(test)
  expect(await erase(test, ADA)).toMatchObject({ alsoKnownAs: ['tracking:t-1'], events: 2 })
  expect(await dump(test)).not.toMatch(/t-1|ada@/)
  await test.deliver()
  expect(test.calls).toMatchObject([
    { body: { content: { contentUrl: 'https://www.acme.com/b' } } },
  ])
})

it('another keeps a view that waits to be sent in an interaction of whom is erased', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(
    aSpooledBeacon([identify('ada@example.org', 1), page('shared', 2), page('shared', 6)]),
  )
  await settle(test)
  // Bob was there from then on, as a late beacon says.
  test.append(aSpooledBeacon([identify('bob@example.org', 5)]))
  await settle(test)
  await erase(test, ADA)
  await settle(test)
  await test.deliver()
  expect(test.calls).toMatchObject([
    { body: { person: { email: 'bob@example.org' }, content: { contentTitle: 'Pricing' } } },
  ])
})

it('what another has waiting to be sent is told without what whom is erased did', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(
    aSpooledBeacon([identify('bob@example.org', 1), page('shared', 2), page('shared', 6)]),
  )
  await settle(test)
  test.append(aSpooledBeacon([identify('ada@example.org', 5)]))
  await settle(test)
  await erase(test, ADA)
  await settle(test)
  await test.deliver()
  expect(test.calls).toHaveLength(1)
  expect(JSON.stringify(test.calls[0]?.body)).toMatch(/"Views","value":"1".*bob@/)
})

it('failed events of a shared browser go, whenever they were received', async () => {
  const test = await openTestPipeline(ACCEPTED)
  const body = '{"person":{"email":"ada@example.org"}}'
  const failed = { index: 9, reason: 'event_invalid' as const, detail: '', body }
  test.append(aSpooledBeacon([identify('ada@example.org', 1), identify('bob@example.org', 2)]))
  test.append(aSpooledBeacon([], { failedEvents: [failed], receivedAtMs: NOON_MS + 5000 }))
  await settle(test)
  expect(await erase(test, ADA)).toMatchObject({ failedEvents: 1 })
  expect(await dump(test)).not.toContain('ada@')
})

describe('long after the page last said who was there', () => {
  async function aYear(after: WireEvent[]): Promise<TestPipeline> {
    const test = await openTestPipeline(ACCEPTED)
    const turnTo = (day: number) => test.turn(NOON_MS + day * DAY_MS - test.nowMs())
    test.append(aSpooledBeacon([identify('ada@example.org', 0)]))
    await settle(test)
    for (const day of [100, 200, 300, 400]) {
      turnTo(day)
      test.append(aSpooledBeacon([page(`${day}`, day * 86_400)]))
      await settle(test)
      await test.deliver()
    }
    turnTo(405)
    await retainOnce({
      store: test.store(),
      config: {
        hold: { days: 30, maxPerVisitor: 500 },
        retention: { eventDays: 90, interactionDays: 400 },
      },
      logger: createTestLogger().logger,
      signal: new AbortController().signal,
    })
    expect(await test.rows('identity_facts')).toEqual([])
    if (after.length > 0) test.append(aSpooledBeacon(after))
    await settle(test)
    await test.deliver()
    return test
  }

  it('a person is found by what was sent', async () => {
    const test = await aYear([])
    expect(await erase(test, ADA)).toMatchObject({ visitors: 1, interactions: 4 })
    expect(await dump(test)).not.toMatch(/ada@|a{32}/)
    expect(await test.rows('tombstones')).toHaveLength(2)
  })

  it('who has come since keeps what is theirs', async () => {
    const second = 405 * 86_400
    const test = await aYear([
      anEvent('reset', at(second)),
      identify('bob@example.org', second + 1),
      page('his', second + 2),
    ])
    expect(await erase(test, ADA)).toMatchObject({ visitors: 1, interactions: 4 })
    expect(await dump(test)).not.toContain('ada@')
    expect(await countsOf(test)).toMatchObject({ events: 3, interactions: 1, aliases: 1 })
  })
})

describe('nothing in any table names whom was erased, and another keeps all of theirs,', () => {
  const BOBS_BROWSER = 'e'.repeat(32)
  const person = (key: string): Erasable => ({ kind: 'person', whoKey: key })
  const byPhone = (second: number) =>
    anEvent('identify', { person: { phoneNumber: '+44 20' }, token: undefined, ...at(second) })

  it.each<[string, Erasable, WireEvent[], RegExp]>([
    ['by e-mail address', ADA, [identify('Ada@example.org', 1)], /ada@|a{32}/i],
    ['by number', person('phone:+4420'), [byPhone(1)], /\+44|a{32}/],
    [
      'by trackingId',
      person('tracking:t-1'),
      [{ ...page('t', 1), trackingId: 't-1' }],
      /t-1|a{32}/,
    ],
    ['by anonymousId', HER_BROWSER, [identify('ada@example.org', 1)], /ada@|a{32}/],
  ])('%s', async (_, erasable, said, names) => {
    const test = await openTestPipeline(ACCEPTED)
    const failed = { index: 9, reason: 'event_invalid' as const, detail: '', body: '{}' }
    const bobs = [identify('bob@example.org', 1), page('b', 2)]
    test.append(aSpooledBeacon(bobs, { anonymousId: BOBS_BROWSER, failedEvents: [failed] }))
    await settle(test)
    await test.deliver()
    const before = await dump(test)
    test.append(aSpooledBeacon([page('sent', 0), ...said], { failedEvents: [failed] }))
    await settle(test)
    await test.deliver()
    test.append(aSpooledBeacon([page('pending', 7)]))
    await settle(test)
    test.append(aSpooledBeacon([page('open', 1000)]))
    for (const stage of ['forward', 'stitch', 'fold'] as const) await test.stages[stage]()
    test.append(aSpooledBeacon([page('received', 1001)]))
    await test.stages.forward()
    expect(await dump(test)).toMatch(names)

    await erase(test, erasable)
    expect(await dump(test)).not.toMatch(names)
    const theirs = ['events', 'failed_events', 'identity_facts', 'aliases', 'interactions'] as const
    for (const table of [...theirs, 'attempts' as const, 'lanes' as const]) {
      const kept = JSON.stringify(await test.rows(table))
      expect(before).toContain(kept)
      expect(kept).not.toBe('[]')
    }
  })
})

it('what is being sent while its person is erased is written down nowhere', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(aSpooledBeacon([page('a', 0), identify('ada@example.org', 1)]))
  await settle(test)
  const { client, ...deps } = test.deliverDeps()
  await deliverOnce({
    ...deps,
    client: {
      async send(call) {
        await erase(test, ADA)
        return client.send(call)
      },
    },
  })
  expect(await countsOf(test)).toEqual({})
})

it('a tombstone names nobody', async () => {
  const test = await aVisit()
  await erase(test, ADA)
  const rows = await test.rows('tombstones')
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toMatch(/ada@|a{32}/)
})

describe('a person who came by a link, a token or the word of the site', () => {
  const { key, sign } = aJwtKey()
  const byLink = (second: number) => anEvent('page_view', { linkToken: TOKEN, ...at(second) })
  const bySigned = async (second: number) =>
    anEvent('identify', { person: {}, token: await sign(), ...at(second) })
  const OTHER = 'f'.repeat(32)

  async function receive(
    test: TestPipeline,
    events: WireEvent[],
    anonymousId = VISITOR,
  ): Promise<void> {
    test.append(aSpooledBeacon(events, { anonymousId }))
    await test.stages.forward()
    await stitch(test.store(), { keys: [key] })
  }

  it('is erased with the link, who came by it and what was told', async () => {
    const test = await openTestPipeline(ACCEPTED)
    await test.store().makeLinks([aLink()])
    await test.store().keepKnownPeople([toldOf('tracking:t'), toldOf(`visitor:${VISITOR}`)])
    await receive(test, [byLink(0)])
    await receive(test, [await bySigned(1), page('b', 2)], OTHER)
    await receive(test, [{ ...page('c', 2), trackingId: 't' }], '0'.repeat(32))
    expect(await erase(test, ADA)).toMatchObject({ visitors: 3, events: 4 })
    for (const table of ['known_people', 'links', 'link_visitors'] as const) {
      expect(await test.rows(table)).toEqual([])
    }
    expect(await countsOf(test)).toEqual({})
    expect(await dump(test)).not.toMatch(
      new RegExp(`ada@|${TOKEN}|${TOKEN_HASH}|${VISITOR}|${OTHER}`),
    )
  })

  it('and a late beacon with any of them cannot bring them back', async () => {
    const test = await openTestPipeline(ACCEPTED)
    await test.store().makeLinks([aLink()])
    await test.store().keepKnownPeople([toldOf('tracking:t')])
    await receive(test, [byLink(0)])
    await erase(test, ADA)
    await receive(test, [byLink(0)], '1'.repeat(32))
    await receive(test, [await bySigned(0)], '2'.repeat(32))
    await receive(test, [{ ...page('c', 0), trackingId: 't' }], '3'.repeat(32))
    expect(await countsOf(test)).toEqual({})
    expect((await test.rows('drops')).map(({ reason }) => reason)).toEqual(
      Array<string>(3).fill('person_erased'),
    )
  })

  it('to whom a link was handed on keeps what is theirs', async () => {
    const test = await openTestPipeline(ACCEPTED)
    await test.store().makeLinks([aLink()])
    for (const letter of ['0', '1', '2']) await receive(test, [byLink(0)], letter.repeat(32))
    await receive(test, [byLink(1), page('hers', 2)])
    const bob = { ...identify('bob@example.org', 1), token: undefined }
    await receive(test, [bob, byLink(2)], OTHER)
    expect(await erase(test, ADA)).toMatchObject({ events: 3 })
    expect((await test.rows('events')).map((each) => each.anonymous_id)).toEqual([
      VISITOR,
      VISITOR,
      OTHER,
      OTHER,
    ])
    expect((await test.rows('aliases')).map(({ who_key }) => who_key)).toEqual([
      'email:bob@example.org',
    ])
    expect(JSON.stringify(await test.rows('identity_facts'))).not.toContain(TOKEN_HASH)
  })

  it('whom a page named by a token that does not hold leaves nothing of it', async () => {
    const test = await openTestPipeline(ACCEPTED)
    const token = await aJwtKey().sign()
    const person = { email: 'ada@example.org' }
    await receive(test, [anEvent('identify', { person, token, ...at(0) }), page('others', 1)])
    await test.stages.fold()
    expect(await erase(test, ADA)).toMatchObject({ events: 1 })
    expect(JSON.stringify(await test.rows('events'))).not.toContain('ada@')
    expect(await countsOf(test)).toEqual({ events: 1, interactions: 1 })
  })

  it('is forgotten by browser with what the site told of it', async () => {
    const test = await openTestPipeline(ACCEPTED)
    await test.store().makeLinks([aLink()])
    await test.store().keepKnownPeople([toldOf(`visitor:${VISITOR}`)])
    await receive(test, [byLink(0)])
    await erase(test, HER_BROWSER)
    expect(await test.rows('known_people')).toEqual([])
    expect(await test.rows('link_visitors')).toEqual([])
    expect(await test.rows('links')).toHaveLength(1)
  })
})

describe('failed events of somebody who was erased', () => {
  const aFailure = (body: string, index = 0) => ({
    index,
    reason: 'event_invalid' as const,
    detail: '',
    body,
  })
  const HERS = '{"type":"identify","person":{"email":"ADA@example.org","age":7}}'

  it('go as they arrive from a spool or a page, and are counted', async () => {
    const test = await aVisit()
    await erase(test, ADA)
    test.append(
      aSpooledBeacon([], { failedEvents: [aFailure('{}'), aFailure(HERS, 1)] }),
      aSpooledBeacon([], { anonymousId: 'e'.repeat(32), failedEvents: [aFailure(HERS)] }),
      aSpooledBeacon([], { anonymousId: 'e'.repeat(32), failedEvents: [aFailure('{}')] }),
    )
    await test.stages.forward()
    expect(await test.rows('failed_events')).toMatchObject([
      { anonymous_id: 'e'.repeat(32), body: '{}' },
    ])
    const drops = await test.rows('drops')
    expect(drops.map(({ reason, event_count }) => [reason, event_count])).toEqual(
      Array<[string, number]>(3).fill(['person_erased', 1]),
    )
    await test.stages.forward()
    expect(await test.rows('drops')).toHaveLength(3)
  })

  it("of an address with an apostrophe are its owner's alone", async () => {
    const test = await openTestPipeline(ACCEPTED)
    const append = () => {
      const failedEvents = [aFailure('{"email":"o\'brien@example.org"}')]
      test.append(aSpooledBeacon([], { anonymousId: 'e'.repeat(32), failedEvents }))
      return test.stages.forward()
    }
    await append()
    await erase(test, { kind: 'person', whoKey: 'email:brien@example.org' })
    await append()
    expect(await test.rows('failed_events')).toHaveLength(2)
    await erase(test, { kind: 'person', whoKey: "email:o'brien@example.org" })
    await append()
    expect(await test.rows('failed_events')).toHaveLength(2)
  })

  it('go where they name more than is read: they may be anybody’s', async () => {
    const test = await openTestPipeline(ACCEPTED)
    const body = Array.from({ length: 2000 }, (_, n) => `${n}@example.org`).join(' ')
    const failedEvents = [aFailure(body)]
    test.append(aSpooledBeacon([], { anonymousId: 'e'.repeat(32), failedEvents }))
    await test.stages.forward()
    expect(await test.rows('failed_events')).toHaveLength(1)
    await erase(test, ADA)
    test.append(aSpooledBeacon([], { anonymousId: 'e'.repeat(32), failedEvents }))
    await test.stages.forward()
    expect(await test.rows('failed_events')).toHaveLength(1)
    expect(await test.rows('drops')).toHaveLength(1)
  })

  it('received long after are kept: by then it is another visit', async () => {
    const test = await aVisit()
    await erase(test, ADA)
    const receivedAtMs = test.nowMs() + 2 * DAY_MS
    test.append(aSpooledBeacon([], { failedEvents: [aFailure(HERS)], receivedAtMs }))
    await test.stages.forward()
    expect(await test.rows('failed_events')).toHaveLength(1)
  })

  it('are found whichever browser sent them, a bounded number at a time', async () => {
    const test = await openTestPipeline(ACCEPTED)
    const bodies = [HERS, '{}', '{"email":"nada@example.org"}', HERS, '{"trackingId":"t-1"}']
    test.append(aSpooledBeacon([], { failedEvents: bodies.map(aFailure) }))
    await test.stages.forward()
    const find = async (whoKey: string) => {
      let found: number[] = []
      let after = null
      do {
        const step = await test.store().readFailedNaming(whoKey, { after, limit: 2 })
        found = [...found, ...step.found.map(({ index }) => index)]
        after = step.next
      } while (after !== null)
      return found
    }
    expect(await find('email:ada@example.org')).toEqual([0, 3])
    expect(await find('tracking:t-1')).toEqual([4])
    const { found } = await test
      .store()
      .readFailedNaming('email:ada@example.org', { after: null, limit: 9 })
    await test.store().removeFailedAt(found)
    expect(await test.rows('failed_events')).toHaveLength(3)
  })
})

it('says how many rows of each table went, and what Gong has of them', async () => {
  const test = await aVisit()
  const { removed, atGong } = await erase(test, ADA)
  expect(removed).toEqual({
    events: 4,
    failed_events: 1,
    interactions: 3,
    attempts: 2,
    identity_facts: 1,
    aliases: 1,
    lanes: 1,
  })
  expect(atGong.delivered).toHaveLength(2)
  expect(atGong.uncertain).toBe(0)
})

it('what is under way as its person is erased is counted as uncertain', async () => {
  const test = await openTestPipeline(ACCEPTED)
  test.append(aSpooledBeacon([page('a', 0), identify('ada@example.org', 1)]))
  await settle(test)
  const { client, ...deps } = test.deliverDeps()
  let atGong = {}
  await deliverOnce({
    ...deps,
    client: {
      async send(call) {
        ;({ atGong } = await erase(test, ADA))
        return client.send(call)
      },
    },
  })
  expect(atGong).toEqual({ delivered: [], uncertain: 1 })
})

it('no byte of whom was erased stays in the file of the store', async ({ skip }) => {
  const test = await aVisit()
  if (test.target.startsWith('postgres')) skip('what vacuum does is the server’s')
  // Kept as it is erased, so that pages are freed and others are not.
  const bobs = [identify('bob@example.org', 1), page('b', 2)]
  test.append(aSpooledBeacon(bobs, { anonymousId: 'e'.repeat(32) }))
  await settle(test)
  const bytes = () =>
    ['', '-wal'].map((suffix) => readFileSync(test.target + suffix, 'latin1')).join('')
  expect(bytes()).toContain('ada@')
  await erase(test, ADA)
  await test.store().emptyLog()
  expect(bytes()).not.toMatch(/ada@|a{32}/)
  expect(bytes()).toContain('bob@')
})

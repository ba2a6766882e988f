import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../../wire/test-data.js'
import type { Timeline } from '../../operate/timeline/read-timeline.js'
import { concludeAt, queueOne, sealOne } from '../../store/test-outbox.js'
import type { Who } from '../../store/who.js'
import { GONG, SITE } from '../../test-config.js'
import { openTestConsole } from '../test-console.js'

const MINUTE_MS = 60_000
const GRACE: Who = {
  kind: 'person',
  person: {
    email: 'grace@globex.example',
    name: 'Grace <b>H</b>',
    company: { name: 'Globex', domain: 'globex.example' },
  },
}

async function openTimeline(env: Record<string, string> = {}) {
  const test = await openTestConsole({ env, config: { sites: [SITE] } })
  // The answer of our own API.
  const timeline = async (query = '') => (await test.json(`/api/timeline${query}`)) as Timeline
  return {
    ...test,
    timeline,
    entries: async (query = '') =>
      (await timeline(query)).companies
        .flatMap(({ people }) => people)
        .flatMap(({ entries }) => entries),
    ofGrace: (title: string, minute = 0) =>
      queueOne(test.store, {
        who: GRACE,
        laneKey: 'email:grace@globex.example',
        content: { title, occurredAtMs: NOON_MS + minute * MINUTE_MS },
      }),
    deliver: async () => {
      const claim = await test.store.claim({ nowMs: NOON_MS, leaseMs: 1000, downTo: 'low' })
      if (!claim) throw new Error('no lane is due')
      await concludeAt(test.store, NOON_MS, claim, { state: 'delivered', requestId: 'r-42' })
    },
  }
}

describe('entries', () => {
  it('stand by company and person, each with the newest first', async () => {
    const { store, timeline, ofGrace } = await openTimeline()
    await ofGrace('First', 1)
    await queueOne(store, { content: { title: 'Second', occurredAtMs: NOON_MS + 2 * MINUTE_MS } })
    await ofGrace('Third', 3)
    const { companies } = await timeline()
    const seen = companies.map(({ name, detail, interactions, people }) => ({
      name,
      detail,
      interactions,
      people: people.map(({ name: who, entries }) => [who, ...entries.map(titleOf)]),
    }))
    expect(seen).toEqual([
      {
        name: 'Globex',
        detail: 'globex.example',
        interactions: 2,
        people: [['Grace <b>H</b>', 'Third', 'First']],
      },
      {
        name: 'example.org',
        detail: null,
        interactions: 1,
        people: [['ada@example.org', 'Second']],
      },
    ])
  })

  it('read as sellers read them, how we know included, and lead to their explanation', async () => {
    const { store, page } = await openTimeline()
    const interactionId = await queueOne(store, {
      who: GRACE,
      assurance: 'claimed',
      content: {
        eventType: 'video watched',
        title: 'Product tour',
        contentUrl: 'javascript:alert(1)',
        labels: ['tour'],
        numeric: { value: 60, rangeFrom: 0, rangeTo: 100, numericType: 'PERCENTAGE' },
        customFields: [{ name: 'Watched', value: '72', dataType: 'DURATION' }],
      },
    })
    const html = await page('/timeline')
    const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(text).toContain('Grace &lt;b&gt;H&lt;/b&gt; watched 60 % of ‘Product tour’')
    expect(text).toContain('tour Watched 1 min 12 s Identity self-reported would be sent claimed')
    expect(html).toContain(`href="/explain/${interactionId}"`)
    expect(html).not.toContain('href="javascript:')
  })

  it('that were delivered carry the requestId', async () => {
    const { ofGrace, deliver, page, entries } = await openTimeline(GONG)
    await ofGrace('Pricing')
    expect(await page('/timeline')).toContain('>waiting<')
    await deliver()
    expect(await entries()).toMatchObject([{ state: 'delivered', requestId: 'r-42' }])
    expect(await page('/timeline')).toContain('<code>r-42</code>')
  })

  it('of nobody known, or without room, are told to nobody and shown when asked for', async () => {
    const { store, entries, page } = await openTimeline()
    await store.hold([await sealOne(store)], 'identity_unknown')
    await store.holdForRoom(await sealOne(store), {
      reason: 'self_reported_share',
      assurance: 'claimed',
      laneKey: 'email:zoe@hooli.example',
    })
    expect(await entries()).toEqual([])
    expect(await entries('?state=held')).toMatchObject([
      { state: 'held', reason: { code: 'self_reported_share' } },
      { state: 'held', assurance: null, reason: { code: 'identity_unknown' } },
    ])
    const html = await page('/timeline?state=held')
    expect(html).toContain('hooli.example')
    expect(html).toContain('Nobody known yet')
  })
})

describe('a preview', () => {
  it('says that nothing is sent and what would be', async () => {
    const { ofGrace, page } = await openTimeline()
    await ofGrace('Pricing')
    const html = await page('/timeline')
    expect(html).toContain('This is a preview: nothing is sent')
    expect(html).toContain('>would be sent<')
  })

  it('says how soon something appears while it gathers', async () => {
    const { store, page } = await openTimeline()
    await store.openInteractions([
      {
        key: {
          siteId: 'acme-www',
          anonymousId: 'a'.repeat(32),
          sessionId: '5'.repeat(32),
          kind: 'page viewed',
          contentKey: 'x',
        },
        part: 1,
        openedAtMs: NOON_MS,
        sealDueAtMs: NOON_MS + 90_000,
        firstOccurredAtMs: NOON_MS,
        eventCount: 1,
      },
    ])
    const text = (await page('/timeline')).replace(/\s+/g, ' ')
    expect(text).toContain('1 interaction is still open and told after 120 s in which nothing is')
    expect(text).toContain('the next in 1 min 30 s at the earliest')
    expect(text).toContain('Nothing yet. A visit appears here')
  })
})

describe('what is asked for', () => {
  it('is a text of a person, a company or a title, and a site', async () => {
    const { store, ofGrace, entries, page } = await openTimeline()
    await ofGrace('Pricing')
    await queueOne(store, { content: { title: 'Docs' } })
    for (const text of ['GRACE', 'globex', 'pricing']) {
      expect((await entries(`?text=${text}`)).map(titleOf)).toEqual(['Pricing'])
    }
    expect(await entries('?text=nobody-like-that')).toEqual([])
    expect(await entries('?site=other')).toEqual([])
    expect(await entries('?site=acme-www')).toHaveLength(2)
    expect(await page('/timeline?text=%22%3Ex')).toContain('value="&quot;&gt;x"')
  })

  it('comes in pages', async () => {
    const { ofGrace, timeline, entries } = await openTimeline()
    for (const minute of [1, 2, 3]) await ofGrace(`Page ${minute}`, minute)
    const { nextBeforeId } = await timeline('?limit=2')
    expect((await entries('?limit=2')).map(titleOf)).toEqual(['Page 3', 'Page 2'])
    const rest = await timeline(`?limit=2&before=${nextBeforeId}`)
    expect(rest.nextBeforeId).toBeNull()
    expect((await entries(`?limit=2&before=${nextBeforeId}`)).map(titleOf)).toEqual(['Page 1'])
  })

  it('is a table for spreadsheets, without formulas', async () => {
    const { ofGrace, ask } = await openTimeline()
    await ofGrace('=cmd()')
    const csv = await (await ask('/timeline.csv')).text()
    expect(csv).toContain('"interactionId","occurredAt","company","person"')
    expect(csv).toContain(`"'=cmd()"`)
  })
})

function titleOf({ sentence }: { sentence: { title: string } }): string {
  return sentence.title
}

import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { aLink, TOKEN, TOKEN_HASH, toldOf } from '../store/test-links.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { openTestPipeline } from '../test-pipeline.js'
import { aJwtKey } from '../lib/test-tokens.js'
import { stitch } from '../stitch/test-stitch.js'
import { renderExplanation } from './render.js'
import { openTestExplain } from './test-explain.js'

const MINUTE_MS = 60_000
const at = (minute: number) => ({ occurredAtMs: NOON_MS + minute * MINUTE_MS })
const ADA = { email: 'ada@example.org' }
const { key, sign } = aJwtKey()

/** Visitors of a site that signs; what is explained is read as people read it. */
async function openTest() {
  const test = await openTestPipeline()
  const explain = await openTestExplain(test.target)
  const store = test.store()
  return {
    store,
    arrive: async (event: WireEvent, anonymousId = VISITOR): Promise<void> => {
      await store.appendBeacons([aSpooledBeacon([event], { anonymousId })])
      await stitch(store, { keys: [key] })
    },
    linesOf: async ({ eventId }: WireEvent): Promise<string[]> => {
      const text = (await explain(eventId)).map(renderExplanation).join('\n')
      return text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' '))
    },
  }
}

describe('who told', () => {
  it('is the page alone where the server told of another browser', async () => {
    const { store, arrive, linesOf } = await openTest()
    const elsewhere = [`visitor:${'d'.repeat(32)}`, 'tracking:t', 'link:h']
    await store.keepKnownPeople(elsewhere.map((whoKey) => toldOf(whoKey)))
    const claim = anEvent('identify', { person: ADA, token: undefined, ...at(0) })
    await arrive(claim)
    const text = (await linesOf(claim)).join('\n')
    expect(text).toContain(`said in session ${SESSION}`)
    expect(text).not.toContain("site's server")
  })

  it('is the server where it told of this one, or of the trackingId or link that it came with', async () => {
    const { store, arrive, linesOf } = await openTest()
    await store.makeLinks([aLink()])
    const told = [`visitor:${VISITOR}`, 'tracking:t', `link:${TOKEN_HASH}`]
    await store.keepKnownPeople(told.map((whoKey) => toldOf(whoKey)))
    const view = anEvent('page_view', { trackingId: 't', linkToken: TOKEN, ...at(0) })
    await arrive(view)
    const said = (await linesOf(view)).filter((line) => line.startsWith('told by'))
    expect(said.map((line) => line.split(' at ')[0])).toEqual([
      "told by the site's server of its anonymousId",
      "told by the site's server of its link",
      "told by the site's server of its trackingId",
    ])
  })
})

describe('a refused token', () => {
  const refused = (minute: number) =>
    anEvent('identify', { person: {}, token: 'garbage', ...at(minute) })

  it('is said with whom it ended, and how long nobody was there', async () => {
    const { arrive, linesOf } = await openTest()
    await arrive(anEvent('identify', { person: {}, token: await sign(), ...at(0) }))
    const event = refused(1)
    await arrive(event)
    await arrive(anEvent('identify', { person: {}, token: await sign(), ...at(2) }))
    expect(await linesOf(event)).toContain(
      "email:ada@example.org was there before 2026-11-17 12:01:00.000 UTC; what follows is nobody's until 2026-11-17 12:02:00.000 UTC",
    )
  })

  it('is said with what it keeps from whoever comes next', async () => {
    const { arrive, linesOf } = await openTest()
    const event = refused(0)
    await arrive(event)
    await arrive(anEvent('identify', { person: {}, token: await sign(), ...at(1) }))
    expect(await linesOf(event)).toContain(
      "email:ada@example.org was there before 2026-11-17 12:00:00.000 UTC; what follows is nobody's until 2026-11-17 12:01:00.000 UTC",
    )
  })
})

describe('a tracked link that names nobody', () => {
  const LINK = 'by the tracked link of email:ada@example.org to https://www.acme.com/proposals/ada'
  const NOBODY = 'person nobody knows who the visitor was then'
  const byLink = (minute: number) => anEvent('page_view', { linkToken: TOKEN, ...at(minute) })

  it('was handed on', async () => {
    const { store, arrive, linesOf } = await openTest()
    await store.makeLinks([aLink()])
    const events = [0, 1, 2, 3].map(byLink)
    for (const [index, event] of events.entries()) await arrive(event, String(index).repeat(32))
    const [first, , , last] = events
    if (!first || !last) throw new Error('four came')
    expect(await linesOf(last)).toEqual(
      expect.arrayContaining([
        NOBODY,
        `link came at 2026-11-17 12:03:00.000 UTC ${LINK}, which was handed on: it came to 4 browsers, and names its person in the first 2 at most`,
      ]),
    )
    expect((await linesOf(first)).filter((line) => line.startsWith('link '))).toEqual([])
  })

  it.each([
    ['was taken back', { revokedAtMs: NOON_MS + MINUTE_MS }],
    ['ended', { expiresAtMs: NOON_MS + MINUTE_MS }],
  ])('%s before the visitor came', async (words, changes) => {
    const { store, arrive, linesOf } = await openTest()
    await store.makeLinks([aLink(changes)])
    const event = byLink(2)
    await arrive(event)
    expect(await linesOf(event)).toEqual(
      expect.arrayContaining([
        NOBODY,
        expect.stringMatching(
          new RegExp(
            `^link came at 2026-11-17 12:02:00.000 UTC ${LINK}, which (was )?${words.replace('was ', '')} at 2026-11-17 12:01`,
          ),
        ) as string,
      ]),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import type { Logger } from '../lib/logger.js'
import { createTestLogger } from '../lib/test-logger.js'
import type { Store } from '../store/store.js'
import { sealOne } from '../store/test-outbox.js'
import { aLink, TOKEN, TOKEN_HASH, toldOf } from '../store/test-links.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { MAX_LINK_BROWSERS, stitch } from './test-stitch.js'

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
const browser = (letter: string): string => letter.repeat(32)

async function openWithLink() {
  const test = await openTestStore()
  await test.store.makeLinks([aLink()])
  return test
}

/** Received at the minute at which it happened, unless said otherwise. */
async function comes(store: Store, letter: string, minute: number, given: Given = {}) {
  const { receivedMinute = minute, logger } = given
  const event = anEvent('page_view', {
    linkToken: TOKEN,
    occurredAtMs: NOON_MS + minute * MINUTE_MS,
  })
  const receivedAtMs = NOON_MS + receivedMinute * MINUTE_MS
  await store.appendBeacons([
    aSpooledBeacon([event], { anonymousId: browser(letter), receivedAtMs }),
  ])
  await stitch(store, { ...(logger && { logger }) })
}

interface Given {
  receivedMinute?: number
  logger?: Logger
}

const aliases = (store: Store, letter: string) =>
  store.readAliases({ siteId: 'acme-www', anonymousId: browser(letter) })

const ADA = { whoKey: 'email:ada@example.org', assurance: 'corroborated' }

describe('who comes by a tracked link', () => {
  it('is its person', async () => {
    const { store, rows } = await openWithLink()
    await comes(store, 'a', 0)
    expect(await aliases(store, 'a')).toMatchObject([{ ...ADA, untilMs: null }])
    expect(await rows('link_visitors')).toMatchObject([{ token_hash: TOKEN_HASH }])
    expect(JSON.stringify(await rows('identity_facts'))).not.toContain(TOKEN)
  })

  it('is nobody where the link is of another site, or of none', async () => {
    const { store, rows } = await openTestStore()
    await store.makeLinks([aLink({ siteId: 'beta' })])
    await comes(store, 'a', 0)
    expect(await aliases(store, 'a')).toEqual([])
    expect(await rows('identity_facts')).toEqual([])
    expect(await rows('link_visitors')).toEqual([])
  })

  it('is nobody once it is taken back, and stays who they were before', async () => {
    const { store } = await openWithLink()
    await comes(store, 'a', 0)
    const revoked = { siteId: 'acme-www', tokenHash: TOKEN_HASH, nowMs: NOON_MS + MINUTE_MS }
    await store.revokeLink(revoked)
    await comes(store, 'b', 2)
    await comes(store, 'a', 3)
    expect(await aliases(store, 'b')).toEqual([])
    expect(await aliases(store, 'a')).toMatchObject([ADA])
  })

  it('is heard late all the same, by when it happened', async () => {
    const { store } = await openWithLink()
    const revoked = { siteId: 'acme-www', tokenHash: TOKEN_HASH, nowMs: NOON_MS + MINUTE_MS }
    await store.revokeLink(revoked)
    await comes(store, 'a', 0)
    expect(await aliases(store, 'a')).toMatchObject([ADA])
  })

  it('is nobody where the page says a time before the link was made, or long before we hear of it', async () => {
    const { store, rows } = await openTestStore()
    await store.makeLinks([aLink({ revokedAtMs: NOON_MS + MINUTE_MS })])
    await comes(store, 'a', -10 * DAY_MINUTES, { receivedMinute: 0 })
    await comes(store, 'b', 0, { receivedMinute: DAY_MINUTES + 2 })
    for (const letter of ['a', 'b']) expect(await aliases(store, letter)).toEqual([])
    expect(await rows('link_visitors')).toEqual([])
    await comes(store, 'c', 0, { receivedMinute: DAY_MINUTES })
    expect(await aliases(store, 'c')).toMatchObject([ADA])
  })

  it('is who has logged in there, also when the site has told whose the link is', async () => {
    const { store } = await openWithLink()
    const bob = { email: 'bob@example.org' }
    await store.keepKnownPeople([
      toldOf(`link:${TOKEN_HASH}`),
      toldOf(`visitor:${browser('a')}`, { person: bob }),
    ])
    await comes(store, 'a', 1)
    expect(await aliases(store, 'a')).toMatchObject([
      { whoKey: 'email:bob@example.org', untilMs: null },
    ])
  })
})

describe('a link that is handed on', () => {
  const letters = ['a', 'b', 'c', 'd', 'e']

  it('names its person in the first browsers only, and is said once', async () => {
    const { store } = await openWithLink()
    const { logger, lines } = createTestLogger()
    for (const [minute, letter] of letters.entries()) {
      await comes(store, letter, minute, { logger })
      expect(lines).toHaveLength(minute < MAX_LINK_BROWSERS ? 0 : 1)
    }
    const named = await Promise.all(letters.map((letter) => aliases(store, letter)))
    expect(named.map((each) => each.length)).toEqual([1, 1, 1, 0, 0])
    expect(lines).toMatchObject([{ event: 'link_handed_on', siteId: 'acme-www', level: 40 }])
    expect(JSON.stringify(lines)).not.toMatch(/ada|xxxx|[0-9a-f]{32}/i)
  })

  it('names the browsers that we heard of first, whatever time they say', async () => {
    const { store } = await openWithLink()
    for (const [minute, letter] of letters.entries()) {
      await comes(store, letter, -minute, { receivedMinute: minute })
    }
    const named = await Promise.all(letters.map((letter) => aliases(store, letter)))
    expect(named.map((each) => each.length)).toEqual([1, 1, 1, 0, 0])
  })

  it('names the same browsers in whatever order their beacons come to the store', async () => {
    const { store } = await openWithLink()
    for (const minute of [4, 1, 3, 0, 2]) await comes(store, letters[minute] ?? '', minute)
    const named = await Promise.all(letters.map((letter) => aliases(store, letter)))
    expect(named.map((each) => each.length)).toEqual([1, 1, 1, 0, 0])
  })
})

it('what was held is asked again when its visitor came by a link', async () => {
  const { store, rows } = await openWithLink()
  await store.hold([await sealOne(store)], 'identity_unknown')
  await comes(store, 'a', 0)
  expect(await rows('interactions')).toMatchObject([{ asked_at_ms: expect.any(Number) as number }])
})

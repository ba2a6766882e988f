import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import type { Store } from '../store/store.js'
import { sealOne } from '../store/test-outbox.js'
import { aLink, TOKEN, TOKEN_HASH } from '../store/test-links.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { MAX_LINK_BROWSERS, stitch } from './test-stitch.js'

const MINUTE_MS = 60_000
const browser = (letter: string): string => letter.repeat(32)

async function openWithLink() {
  const test = await openTestStore()
  await test.store.makeLinks([aLink()])
  return test
}

async function comes(store: Store, letter: string, minute: number, siteId = 'acme-www') {
  const event = anEvent('page_view', {
    linkToken: TOKEN,
    occurredAtMs: NOON_MS + minute * MINUTE_MS,
  })
  await store.appendBeacons([aSpooledBeacon([event], { anonymousId: browser(letter), siteId })])
  await stitch(store)
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
})

describe('a link that is handed on', () => {
  const letters = ['a', 'b', 'c', 'd', 'e']

  it('names its person in the first browsers only, and shows in how many it was seen', async () => {
    const { store } = await openWithLink()
    for (const [minute, letter] of letters.entries()) await comes(store, letter, minute)
    const named = await Promise.all(letters.map((letter) => aliases(store, letter)))
    expect(named.map((each) => each.length)).toEqual([1, 1, 1, 0, 0])
    const handedOn = await store.readHandedOnLinks({ moreThan: MAX_LINK_BROWSERS, limit: 9 })
    expect(handedOn).toEqual([{ ...aLink(), browsers: 5 }])
  })

  it('names the same browsers in whatever order their beacons come', async () => {
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
  expect(await rows('interactions')).toMatchObject([{ state: 'sealed' }])
})

import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { MAX_LINK_BROWSERS, type LinkVisit } from './link-visitors.js'
import { aLink, TOKEN_HASH } from './test-links.js'
import { openTestStore } from './test-store.js'

const OTHER_HASH = 'f'.repeat(64)

const visit = (anonymousId: string, firstMs = NOON_MS, tokenHash = TOKEN_HASH): LinkVisit => ({
  siteId: 'acme-www',
  anonymousId,
  tokenHash,
  firstMs,
})

it('links are read as they were made', async () => {
  const { store } = await openTestStore()
  const links = [aLink(), aLink({ tokenHash: OTHER_HASH, person: { phoneNumber: '1' } })]
  await store.makeLinks(links)
  const read = await store.readLinks([OTHER_HASH, TOKEN_HASH, 'unknown'])
  expect(read.toSorted((a, b) => (a.tokenHash < b.tokenHash ? 1 : -1))).toEqual(
    links.toSorted((a, b) => (a.tokenHash < b.tokenHash ? 1 : -1)),
  )
  expect(await store.readLinks([])).toEqual([])
})

it('a link is taken back once, by its own site alone', async () => {
  const { store } = await openTestStore()
  await store.makeLinks([aLink()])
  const revoke = (siteId: string, nowMs: number) =>
    store.revokeLink({ siteId, tokenHash: TOKEN_HASH, nowMs })
  expect(await revoke('beta', 1)).toBe(false)
  expect(await revoke('acme-www', 2)).toBe(true)
  expect(await revoke('acme-www', 3)).toBe(false)
  expect(await store.readLinks([TOKEN_HASH])).toMatchObject([{ revokedAtMs: 2 }])
})

describe('browsers that came by a link', () => {
  it('are in the order of their first times, however they are noted', async () => {
    const { store } = await openTestStore()
    await store.makeLinks([aLink()])
    await store.noteLinkVisitors([visit('b', 5), visit('a', 5), visit('c', 9), visit('c', 7)])
    await store.noteLinkVisitors([visit('c', 3), visit('a', 8)])
    expect(await store.readLinkVisitors([TOKEN_HASH])).toEqual([
      visit('c', 3),
      visit('a', 5),
      visit('b', 5),
    ])
    expect(await store.readLinkVisitors([])).toEqual([])
  })

  it('are noted as long as their number says something', async () => {
    const { store } = await openTestStore()
    await store.makeLinks([aLink()])
    const many = Array.from({ length: MAX_LINK_BROWSERS }, (_, index) => visit(`${index}`))
    await store.noteLinkVisitors(many)
    await store.noteLinkVisitors([visit('one more')])
    expect(await store.readLinkVisitors([TOKEN_HASH])).toHaveLength(MAX_LINK_BROWSERS)
  })
})

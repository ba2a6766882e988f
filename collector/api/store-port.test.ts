import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openTestStore } from '../store/test-store.js'
import { createServerStore, type ServerStore } from './server-store.js'
import { answerThread, NoAnswer } from '../lib/thread-calls.js'
import { askStore } from './store-port.js'
import { ADA, awayStore } from './test-api.js'

function openPort(find: () => ServerStore | null, answerWithinMs?: number) {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  answerThread(port2, find)
  return { store: askStore(port1, answerWithinMs), hangUp: () => port2.close() }
}

const link = {
  tokenHash: 'a'.repeat(64),
  siteId: 'acme-www',
  url: 'https://www.acme.com/',
  person: ADA,
  personKey: 'email:ada@analytical.example',
  lifeMs: 1000,
}

describe('a store that another thread has open', () => {
  it('answers as if it were here', async () => {
    const test = await openTestStore({ clock: () => 5000 })
    const here = createServerStore(test.store)
    const { store } = openPort(() => here)
    expect(await store.makeLinks([link])).toBe(5000)
    const { tokenHash, siteId, url, person, personKey } = link
    expect(await store.findLink(tokenHash)).toEqual({ siteId, url, hasEnded: false })
    expect(await store.findLink('b')).toBeNull()
    expect(await store.revokeLink({ siteId, tokenHash })).toBe(true)
    expect(await store.findLink(tokenHash)).toEqual(await here.findLink(tokenHash))
    await store.tellPeople([{ siteId, whoKey: 'tracking:t', person, personKey }])
    expect(await test.rows('known_people')).toMatchObject([{ told_at_ms: 5000 }])
    const [ofShare, share] = [
      { ...link, tokenHash: 'c'.repeat(64) },
      { siteId, shareId: 's-1' },
    ]
    const given = { ...share, contentId: 'c', links: [ofShare] as const, report: null }
    expect(await store.makeShare(given)).toBe(5000)
    expect(await test.rows('shares')).toMatchObject([{ share_id: 's-1', made_at_ms: 5000 }])
  })

  it('is away until it is open', async () => {
    const { store } = openPort(() => null)
    await expect(store.findLink('a')).rejects.toThrow(NoAnswer)
  })

  it('is away when it fails, and says by what', async () => {
    const { store } = openPort(() => awayStore(new Error('the connection was lost')))
    await expect(store.findLink('a')).rejects.toThrow('the connection was lost')
  })

  it('is away when it does not answer', async () => {
    const hanging = { ...awayStore(new Error('')), findLink: () => new Promise<null>(() => {}) }
    const { store } = openPort(() => hanging, 1)
    await expect(store.findLink('a')).rejects.toThrow('no answer in time')
  })

  it('is away when its thread ends before the answer', async () => {
    const hanging = { ...awayStore(new Error('')), findLink: () => new Promise<null>(() => {}) }
    const { store, hangUp } = openPort(() => hanging)
    const answer = store.findLink('a')
    hangUp()
    await expect(answer).rejects.toThrow('the thread has ended')
  })

  it('is away for the two hundred and first who waits', async () => {
    const hanging = { ...awayStore(new Error('')), findLink: () => new Promise<null>(() => {}) }
    const { store } = openPort(() => hanging, 10)
    const answers = await Promise.allSettled(Array.from({ length: 201 }, () => store.findLink('a')))
    const reasons = answers.map((each) => (each.status === 'rejected' ? String(each.reason) : ''))
    expect(reasons.filter((reason) => reason.includes('too many'))).toHaveLength(1)
  })
})

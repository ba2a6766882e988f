import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import type { WireEvent } from '../../wire/event.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { aJwtKey } from '../lib/test-tokens.js'
import type { Store } from '../store/store.js'
import { aLink, toldOf } from '../store/test-links.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { stitch } from './test-stitch.js'

const MINUTE_MS = 60_000
const EMAILS = ['ada@example.org', 'bob@example.org']
const { key, sign } = aJwtKey()
const signed = await Promise.all(EMAILS.map((email) => sign({ person: { email } })))
const old = { nowMs: NOON_MS - 48 * 60 * MINUTE_MS }
const expired = await Promise.all(EMAILS.map((email) => sign({ person: { email }, ...old })))

const KINDS = ['claimed', 'signed', 'expired', 'unreadable', 'id', 'link', 'reset', 'told'] as const
const something = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: fc.nat(1),
  minute: fc.nat(50),
  session: fc.constantFrom('s1', 's2'),
})
type Something = Parameters<Parameters<typeof something.map>[0]>[0]

/** What a visitor says; `run` tells links and trackingIds of one trial from those of others. */
function eventOf({ kind, which, minute, session }: Something, run: number): WireEvent | null {
  const common = { occurredAtMs: NOON_MS + minute * MINUTE_MS, sessionId: session }
  const person = { email: EMAILS[which] }
  const tokens = { claimed: undefined, signed: signed[which], expired: expired[which] }
  switch (kind) {
    case 'claimed':
    case 'signed':
    case 'expired':
      return anEvent('identify', { ...common, person, token: tokens[kind] })
    case 'unreadable':
      return anEvent('identify', { ...common, person: {}, token: 'none' })
    case 'id':
      return anEvent('click', { ...common, trackingId: `t${which} ${run}` })
    case 'link':
      return anEvent('page_view', { ...common, linkToken: `${which} ${run}` })
    case 'reset':
      return anEvent('reset', common)
    case 'told':
      return null
  }
}

it('what is said, signed, told and refused gives the same aliases in whatever order it comes', async () => {
  const { store } = await openTestStore()
  let run = 0
  const trial = fc
    .uniqueArray(something, { maxLength: 10, selector: ({ minute }) => minute })
    .chain((list) =>
      fc.tuple(
        fc.constant(list.toSorted((a, b) => a.minute - b.minute)),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.integer({ min: 1, max: 4 }),
      ),
    )
  await fc.assert(
    fc.asyncProperty(trial, async ([inOrder, shuffled, step]) => {
      run++
      await makeKnown(store, run)
      const [one, other] = ['a', 'b'].map((letter) => letter + String(run).padStart(31, '0'))
      if (one === undefined || other === undefined) throw new Error('two visitors')
      await arrive(inOrder, one)
      for (let from = 0; from < shuffled.length; from += step) {
        await arrive(shuffled.slice(from, from + step), other)
      }
      const visitor = (anonymousId: string) => ({ siteId: 'acme-www', anonymousId })
      expect(await store.readAliases(visitor(other))).toEqual(await store.readAliases(visitor(one)))
    }),
    { numRuns: 60 },
  )

  async function arrive(list: readonly Something[], anonymousId: string): Promise<void> {
    const events = list.flatMap((each) => eventOf(each, run) ?? [])
    await store.appendBeacons([aSpooledBeacon(events, { anonymousId })])
    for (const { which, minute } of list.filter(({ kind }) => kind === 'told')) {
      const person = { email: EMAILS[which] ?? '' }
      const toldAtMs = NOON_MS + minute * MINUTE_MS
      await store.keepKnownPeople([toldOf(`visitor:${anonymousId}`, { person, toldAtMs })])
    }
    await stitch(store, { keys: [key] })
  }
})

/** A link for each of the two, one of them taken back meanwhile, and a trackingId of whom the site has told. */
async function makeKnown(store: Store, run: number): Promise<void> {
  const links = EMAILS.map((email, which) =>
    aLink({
      tokenHash: hashLinkToken(`${which} ${run}`),
      person: { email },
      personKey: `email:${email}`,
      revokedAtMs: which === 0 ? NOON_MS + 30 * MINUTE_MS : null,
    }),
  )
  await store.makeLinks(links)
  await store.keepKnownPeople([toldOf(`tracking:t0 ${run}`)])
}

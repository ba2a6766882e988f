import { describe, expect, it } from 'vitest'
import { toldSession, type SessionFact } from '../store/identities.js'
import type { IdentityFact } from '../store/who.js'
import { FORGOTTEN_SESSION, MAX_FACTS_PER_VISITOR } from './forget-oldest.js'
import { mergeFacts } from './merge-facts.js'

const id = (trackingId: string): IdentityFact => ({
  kind: 'who',
  whoKey: `tracking:${trackingId}`,
  who: { kind: 'tracked', trackingId },
  assurance: 'corroborated',
})

const saying = (fact: IdentityFact, sessionId: string, firstMs: number, lastMs = firstMs) =>
  ({ sessionId, fact, firstMs, lastMs }) satisfies SessionFact

it('a session that repeats itself moves its first and last time', () => {
  const known = [saying(id('t'), 's', 5)]
  expect(mergeFacts(known, [saying(id('t'), 's', 3), saying(id('t'), 's', 9)])).toEqual({
    facts: [saying(id('t'), 's', 3, 9)],
    added: [],
    moved: [saying(id('t'), 's', 3, 9)],
    removed: [],
  })
  expect(mergeFacts(known, [saying(id('t'), 's', 5)])).toEqual({
    facts: known,
    added: [],
    moved: [],
    removed: [],
  })
})

it('another session and another person are facts of their own', () => {
  const told = [saying(id('t'), 's', 1), saying(id('u'), 's', 2), saying(id('t'), 'r', 3)]
  expect(mergeFacts([], told)).toEqual({ facts: told, added: told, moved: [], removed: [] })
})

it('of what a server told of one time the last word counts, and of each time there is one', () => {
  const [ada, bob] = [id('ada'), id('bob')]
  const first = [saying(ada, toldSession(1), 1), saying(ada, toldSession(2), 2)]
  const { facts, added, removed } = mergeFacts(first, [saying(bob, toldSession(2), 2)])
  expect(facts).toEqual([first[0], saying(bob, toldSession(2), 2)])
  expect([added, removed]).toEqual([[facts[1]], [first[1]]])
})

describe('a visitor of more facts than we keep', () => {
  const RESET: IdentityFact = { kind: 'reset' }
  const known = Array.from({ length: MAX_FACTS_PER_VISITOR }, (_, at) =>
    saying(id('t'), `${at}`, 10 * at),
  )
  const forgotten = (knownFromMs: number) => saying(RESET, FORGOTTEN_SESSION, knownFromMs - 2)

  it('is known by the newest, and what is older ends by one reset', () => {
    const next = saying(id('u'), 'new', 5000)
    const { facts, added, removed } = mergeFacts(known, [next])
    expect(facts).toHaveLength(MAX_FACTS_PER_VISITOR)
    expect(added).toEqual([forgotten(20), next])
    expect(removed).toEqual(known.slice(0, 2))
    const later = mergeFacts(facts, [saying(id('v'), 'later', 6000)])
    expect(later.moved).toEqual([forgotten(30)])
    expect(later.removed).toEqual([known[2]])
  })

  it('is nobody in the time that is forgotten, whatever is said of it later', () => {
    const { facts } = mergeFacts(known, [saying(id('u'), 'new', 5000)])
    expect(mergeFacts(facts, [saying(id('w'), 'late', 1)])).toMatchObject({ added: [], moved: [] })
    const { moved } = mergeFacts(facts, [saying(id('u'), 'new', 1, 6000)])
    expect(moved).toEqual([saying(id('u'), 'new', 5000, 6000)])
  })

  it('was there at the end of what began in that time', () => {
    const long = saying(id('long'), 'long', -5, 4000)
    const { facts } = mergeFacts([long, ...known.slice(1)], [saying(id('u'), 'new', 5000)])
    expect(facts).toContainEqual(saying(id('long'), 'long', 4000))
    expect(facts[0]).toEqual(forgotten(30))
  })

  it('is the same in whatever order they are heard', () => {
    const all = Array.from({ length: 3 * MAX_FACTS_PER_VISITOR }, (_, at) =>
      saying(at % 3 === 0 ? RESET : id(`${at % 2}`), `${at}`, at),
    )
    const heard = (list: SessionFact[]) => {
      let facts: SessionFact[] = []
      for (const each of list) ({ facts } = mergeFacts(facts, [each]))
      return new Set(facts)
    }
    const expected = new Set(mergeFacts([], all).facts)
    expect(expected.size).toBe(MAX_FACTS_PER_VISITOR)
    expect(heard(all)).toEqual(expected)
    expect(heard(all.toReversed())).toEqual(expected)
    expect(heard(all.flatMap((_, at) => all[(at * 7) % all.length] ?? []))).toEqual(expected)
  })
})

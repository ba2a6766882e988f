import { describe, expect, it } from 'vitest'
import type { SessionFact } from '../store/identities.js'
import type { IdentityFact } from '../store/who.js'
import { MAX_FACTS_PER_VISITOR, mergeFacts } from './merge-facts.js'

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
  })
  expect(mergeFacts(known, [saying(id('t'), 's', 5)])).toEqual({
    facts: known,
    added: [],
    moved: [],
  })
})

it('another session and another person are facts of their own', () => {
  const told = [saying(id('t'), 's', 1), saying(id('u'), 's', 2), saying(id('t'), 'r', 3)]
  expect(mergeFacts([], told)).toEqual({ facts: told, added: told, moved: [] })
})

describe('a visitor of more facts than we keep', () => {
  const known = Array.from({ length: MAX_FACTS_PER_VISITOR }, (_, at) =>
    saying(id('t'), `${at}`, at),
  )
  const last = MAX_FACTS_PER_VISITOR - 1

  it('goes on being who they were, however often they come', () => {
    const { added, moved } = mergeFacts(known, [saying(id('t'), 'again', 5000)])
    expect(added).toEqual([])
    expect(moved).toEqual([saying(id('t'), String(last), last, 5000)])
  })

  it('is nobody once somebody new comes, or comes back after another', () => {
    const reset = { sessionId: 'too many', fact: { kind: 'reset' } }
    expect(mergeFacts(known, [saying(id('u'), 'new', 5000)]).added).toMatchObject([reset])
    const others = [...known.slice(1), saying(id('u'), 'other', 4000)]
    expect(mergeFacts(others, [saying(id('t'), 'again', 5000)]).added).toMatchObject([reset])
  })
})

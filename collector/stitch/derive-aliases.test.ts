import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alias, IdentityFact } from '../store/who.js'
import { deriveAliases, MAX_HISTORY_MS } from './derive-aliases.js'

interface Dated {
  occurredAtMs: number
  fact: IdentityFact
}

const claimed = (email: string, name?: string): IdentityFact => ({
  kind: 'who',
  whoKey: `email:${email}`,
  who: { kind: 'person', person: { email, ...(name && { name }) } },
  assurance: 'claimed',
})
const tracked = (trackingId: string): IdentityFact => ({
  kind: 'who',
  whoKey: `tracking:${trackingId}`,
  who: { kind: 'tracked', trackingId },
  assurance: 'corroborated',
})
const RESET: IdentityFact = { kind: 'reset' }
const at = (occurredAtMs: number, fact: IdentityFact): Dated => ({ occurredAtMs, fact })

/** Everything within two months, so that histories may and may not reach back to the start. */
const START_MS = 1e12
const dated: fc.Arbitrary<Dated> = fc.record({
  occurredAtMs: fc.integer({ min: START_MS, max: START_MS + 2 * MAX_HISTORY_MS }),
  fact: fc.constantFrom(claimed('ada'), claimed('bob'), tracked('t1'), tracked('t2'), RESET),
})
/** No two at one moment: which of them came first would be anybody's guess. */
const someFacts = fc.uniqueArray(dated, { maxLength: 12, selector: (each) => each.occurredAtMs })
const sorted = (facts: Dated[]): Dated[] =>
  facts.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs)

const span = ({ whoKey, sinceMs, untilMs }: Alias) => [whoKey, sinceMs, untilMs]

describe('whose a moment is', () => {
  it('the first person gets the nameless history, the second does not', () => {
    const [day10, day20] = [START_MS + 10, START_MS + 20]
    const facts = [at(day10, claimed('ada')), at(day20, claimed('bob'))]
    expect(deriveAliases(facts).map(span)).toEqual([
      ['email:ada', day10 - MAX_HISTORY_MS, day20],
      ['email:bob', day20, null],
    ])
  })

  it('who resets and logs in within one millisecond has logged in after the reset', () => {
    const facts = [
      at(START_MS + 10, claimed('bob')),
      at(START_MS + 10, RESET),
      at(START_MS, claimed('ada')),
    ]
    for (const order of [facts, facts.toReversed()]) {
      expect(deriveAliases(order).map(span)).toEqual([
        ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 10],
        ['email:bob', START_MS + 10, null],
      ])
    }
  })

  it('another person inherits no trackingId of the former one', () => {
    const facts = [
      at(START_MS, tracked('t1')),
      at(START_MS + 5, claimed('ada')),
      at(START_MS + 10, claimed('bob')),
    ]
    expect(deriveAliases(facts).map(span)).toEqual([
      ['tracking:t1', START_MS - MAX_HISTORY_MS, START_MS + 10],
      ['email:ada', START_MS + 5, START_MS + 10],
      ['email:bob', START_MS + 10, null],
    ])
  })

  it('after a reset everything is nameless until somebody says who it is', () => {
    const facts = [
      at(START_MS, claimed('ada')),
      at(START_MS + 5, tracked('t1')),
      at(START_MS + 10, RESET),
      at(START_MS + 20, claimed('bob')),
    ]
    expect(deriveAliases(facts).map(span)).toEqual([
      ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 10],
      ['tracking:t1', START_MS + 5, START_MS + 10],
      ['email:bob', START_MS + 10, null],
    ])
  })

  it('the same person again goes on, and what was said later adds to it', () => {
    const facts = [at(START_MS, claimed('ada')), at(START_MS + 10, claimed('ada', 'Ada'))]
    expect(deriveAliases(facts)).toEqual([
      {
        sinceMs: START_MS - MAX_HISTORY_MS,
        untilMs: null,
        whoKey: 'email:ada',
        who: { kind: 'person', person: { email: 'ada', name: 'Ada' } },
        assurance: 'claimed',
      },
    ])
  })

  it('nobody is nobody', () => {
    expect(deriveAliases([])).toEqual([])
    expect(deriveAliases([at(START_MS, RESET)])).toEqual([])
  })
})

describe('whatever a visitor says', () => {
  const ofAll = (property: (aliases: Alias[], facts: Dated[]) => void) => () =>
    fc.assert(fc.property(someFacts.map(sorted), (facts) => property(deriveAliases(facts), facts)))

  it(
    'aliases of one source never overlap',
    ofAll((aliases) => {
      for (const kind of ['person', 'tracked']) {
        const own = aliases.filter(({ who }) => who.kind === kind)
        for (const [index, next] of own.slice(1).entries()) {
          expect(own[index]?.untilMs ?? Infinity).toBeLessThanOrEqual(next.sinceMs)
        }
      }
    }),
  )

  it(
    'no alias lasts across a reset',
    ofAll((aliases, facts) => {
      const resets = facts.filter(({ fact }) => fact.kind === 'reset')
      for (const { occurredAtMs } of resets) {
        for (const { sinceMs, untilMs } of aliases) {
          expect(sinceMs >= occurredAtMs || (untilMs ?? Infinity) <= occurredAtMs).toBe(true)
        }
      }
    }),
  )

  it(
    'no alias reaches back further than 30 days from the word that founds it',
    ofAll((aliases, facts) => {
      for (const { whoKey, sinceMs, untilMs } of aliases) {
        const word = facts.find(
          ({ occurredAtMs, fact }) =>
            fact.kind === 'who' &&
            fact.whoKey === whoKey &&
            occurredAtMs >= sinceMs &&
            (untilMs === null || occurredAtMs < untilMs),
        )
        expect(word?.occurredAtMs).toBeLessThanOrEqual(sinceMs + MAX_HISTORY_MS)
      }
    }),
  )

  it(
    'the moment at which somebody is named is theirs',
    ofAll((aliases, facts) => {
      for (const { occurredAtMs, fact } of facts) {
        if (fact.kind === 'reset') continue
        const theirs = aliases.some(
          ({ whoKey, sinceMs, untilMs }) =>
            whoKey === fact.whoKey &&
            sinceMs <= occurredAtMs &&
            (untilMs === null || occurredAtMs < untilMs),
        )
        expect(theirs).toBe(true)
      }
    }),
  )

  it(
    'nameless history goes to one person at most, from reset to reset',
    ofAll((aliases, facts) => {
      const resets = facts.filter(({ fact }) => fact.kind === 'reset')
      const stretches = [0, ...resets.map(({ occurredAtMs }) => occurredAtMs)]
      for (const [index, fromMs] of stretches.entries()) {
        const toMs = stretches[index + 1] ?? Infinity
        const heirs = aliases.filter(
          ({ whoKey, sinceMs }) =>
            sinceMs >= fromMs &&
            sinceMs < toMs &&
            !facts.some(
              ({ occurredAtMs, fact }) =>
                occurredAtMs === sinceMs && fact.kind === 'who' && fact.whoKey === whoKey,
            ),
        )
        expect(heirs.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})

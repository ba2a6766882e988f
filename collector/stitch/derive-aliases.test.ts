import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alias } from '../store/who.js'
import { deriveAliases, MAX_HISTORY_MS, type DatedWord } from './derive-aliases.js'
import { whoAt } from './test-model.js'
import {
  at,
  linked,
  refused,
  RESET,
  said,
  someWords,
  START_MS,
  told,
  tracked,
} from './test-words.js'

const sorted = (words: DatedWord[]): DatedWord[] =>
  words.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs)

const span = ({ whoKey, sinceMs, untilMs }: Alias) => [whoKey, sinceMs, untilMs]

describe('whose a moment is', () => {
  it('the first person gets the nameless history, the second does not', () => {
    const [day10, day20] = [START_MS + 10, START_MS + 20]
    const words = [at(day10, said('ada')), at(day20, said('bob'))]
    expect(deriveAliases(words).map(span)).toEqual([
      ['email:ada', day10 - MAX_HISTORY_MS, day20],
      ['email:bob', day20, null],
    ])
  })

  it('who resets and logs in within one millisecond has logged in after the reset', () => {
    const words = [
      at(START_MS + 10, said('bob')),
      at(START_MS + 10, RESET),
      at(START_MS, said('ada')),
    ]
    for (const order of [words, words.toReversed()]) {
      expect(deriveAliases(order).map(span)).toEqual([
        ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 10],
        ['email:bob', START_MS + 10, null],
      ])
    }
  })

  it('another person inherits no trackingId of the former one', () => {
    const words = [
      at(START_MS, tracked('t1')),
      at(START_MS + 5, said('ada')),
      at(START_MS + 10, said('bob')),
    ]
    expect(deriveAliases(words).map(span)).toEqual([
      ['tracking:t1', START_MS - MAX_HISTORY_MS, START_MS + 10],
      ['email:ada', START_MS + 5, START_MS + 10],
      ['email:bob', START_MS + 10, null],
    ])
  })

  it('after a reset everything is nameless until somebody says who it is', () => {
    const words = [
      at(START_MS, said('ada')),
      at(START_MS + 5, tracked('t1')),
      at(START_MS + 10, RESET),
      at(START_MS + 20, said('bob')),
    ]
    expect(deriveAliases(words).map(span)).toEqual([
      ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 10],
      ['tracking:t1', START_MS + 5, START_MS + 10],
      ['email:bob', START_MS + 10, null],
    ])
  })

  it('the same person again goes on, and what was said later adds to it', () => {
    const words = [
      at(START_MS, said('ada')),
      at(START_MS + 10, said('ada', 'claimed', { name: 'Ada' })),
    ]
    expect(deriveAliases(words)).toEqual([
      {
        sinceMs: START_MS - MAX_HISTORY_MS,
        untilMs: null,
        whoKey: 'email:ada',
        who: { kind: 'person', person: { email: 'ada', name: 'Ada' } },
        assurance: 'claimed',
      },
    ])
  })

  it('who is claimed first and verified later is one person, verified, in the words that are proven', () => {
    const words = [
      at(START_MS, said('ada', 'claimed', { phoneNumber: '1' })),
      at(START_MS + 10, said('ada', 'verified', { name: 'Ada' })),
      at(START_MS + 20, said('ada', 'claimed', { name: 'Eve' })),
    ]
    expect(deriveAliases(words)).toEqual([
      {
        sinceMs: START_MS - MAX_HISTORY_MS,
        untilMs: null,
        whoKey: 'email:ada',
        who: { kind: 'person', person: { email: 'ada', name: 'Ada' } },
        assurance: 'verified',
      },
    ])
  })

  it('two verified people follow each other and never merge', () => {
    const words = [
      at(START_MS, said('ada', 'verified')),
      at(START_MS + 10, said('bob', 'verified')),
    ]
    expect(deriveAliases(words).map(span)).toEqual([
      ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 10],
      ['email:bob', START_MS + 10, null],
    ])
  })

  it("a mail that was handed on changes nothing where somebody has logged in, and else is its person's", () => {
    for (const word of [linked('ada'), told('ada', 't1')]) {
      const mail = at(START_MS + 10, word)
      expect(deriveAliases([at(START_MS, said('bob', 'verified')), mail]).map(span)).toEqual([
        ['email:bob', START_MS - MAX_HISTORY_MS, null],
      ])
      expect(deriveAliases([at(START_MS, said('bob')), mail]).map(span)).toEqual([
        ['email:bob', START_MS - MAX_HISTORY_MS, START_MS + 10],
        ['email:ada', START_MS + 10, null],
      ])
    }
  })

  it('who says to be another ends whoever it was, also where a link or a token named them', () => {
    for (const assurance of ['corroborated', 'verified'] as const) {
      const words = [at(START_MS, said('ada', assurance)), at(START_MS + 10, said('bob'))]
      expect(deriveAliases(words).map(span)).toEqual([
        ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 10],
        ['email:bob', START_MS + 10, null],
      ])
    }
  })

  it('two trackingIds of one person whom we know are no other person, and an unknown one is', () => {
    const known = [at(START_MS, told('ada', 't1')), at(START_MS + 10, told('ada', 't3'))]
    expect(deriveAliases(known).map(span)).toEqual([['email:ada', START_MS - MAX_HISTORY_MS, null]])
    expect(deriveAliases([...known, at(START_MS + 20, tracked('t2'))]).map(span)).toEqual([
      ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 20],
      ['tracking:t2', START_MS + 20, null],
    ])
  })

  describe('a token that does not hold', () => {
    it('names nobody', () => {
      expect(deriveAliases([at(START_MS, refused('ada'))])).toEqual([])
    })

    it.each([['bob'], [null]])('ends another that was there: %s', (other) => {
      const words = [at(START_MS, said('ada', 'verified')), at(START_MS + 10, refused(other))]
      expect(deriveAliases(words).map(span)).toEqual([
        ['email:ada', START_MS - MAX_HISTORY_MS, START_MS + 10],
      ])
    })

    it('changes nothing of the same person, before or after', () => {
      const held = [at(START_MS, said('ada', 'verified'))]
      expect(deriveAliases([...held, at(START_MS + 10, refused('ada'))])).toEqual(
        deriveAliases(held),
      )
      const words = [at(START_MS, refused('ada')), at(START_MS + 10, said('ada', 'verified'))]
      expect(deriveAliases(words).map(span)).toEqual([
        ['email:ada', START_MS - MAX_HISTORY_MS, null],
      ])
    })

    it('and says nobody at all cuts off no history, and leaves what follows to nobody', () => {
      const words = [at(START_MS, refused(null)), at(START_MS + 10, said('ada', 'verified'))]
      expect(deriveAliases(words).map(span)).toEqual([
        ['email:ada', START_MS + 10 - MAX_HISTORY_MS, START_MS],
        ['email:ada', START_MS + 10, null],
      ])
    })

    it('leaves the time from which it said another to nobody, and what was before to who is known', () => {
      const inVain = [refused('bob'), refused('eve'), refused(null)].map((word, index) =>
        at(START_MS + index, word),
      )
      for (const known of [said('ada', 'verified'), tracked('t1')]) {
        const words = [...inVain, at(START_MS + 10, known)]
        const whoKey = known.kind === 'who' ? known.whoKey : null
        expect(deriveAliases(words).map(span)).toEqual([
          [whoKey, START_MS + 10 - MAX_HISTORY_MS, START_MS],
          [whoKey, START_MS + 10, null],
        ])
      }
    })

    it('that ended somebody leaves what follows to nobody until somebody is named', () => {
      for (const other of ['bob', null]) {
        const words = [
          at(START_MS, said('eve')),
          at(START_MS + 5, refused(other)),
          at(START_MS + 10, said('ada', 'verified')),
        ]
        expect(deriveAliases(words).map(span)).toEqual([
          ['email:eve', START_MS - MAX_HISTORY_MS, START_MS + 5],
          ['email:ada', START_MS + 10, null],
        ])
      }
    })

    it('lets no history reach across a reset', () => {
      const words = [
        at(START_MS, RESET),
        at(START_MS + 5, refused(null)),
        at(START_MS + 10, said('ada')),
      ]
      expect(deriveAliases(words).map(span)).toEqual([
        ['email:ada', START_MS, START_MS + 5],
        ['email:ada', START_MS + 10, null],
      ])
    })
  })

  it('nobody is nobody', () => {
    expect(deriveAliases([])).toEqual([])
    expect(deriveAliases([at(START_MS, RESET)])).toEqual([])
  })
})

describe('whatever a visitor says', () => {
  const ofAll = (property: (aliases: Alias[], words: DatedWord[]) => void) => () =>
    fc.assert(fc.property(someWords.map(sorted), (words) => property(deriveAliases(words), words)))

  it(
    'no alias lasts across a reset',
    ofAll((aliases, words) => {
      const resets = words.filter(({ word }) => word.kind === 'reset')
      for (const { occurredAtMs } of resets) {
        for (const { sinceMs, untilMs } of aliases) {
          expect(sinceMs >= occurredAtMs || (untilMs ?? Infinity) <= occurredAtMs).toBe(true)
        }
      }
    }),
  )

  it(
    'no alias reaches back further than 30 days from the word that founds it',
    ofAll((aliases, words) => {
      for (const { whoKey, sinceMs } of aliases) {
        const word = words.find(
          ({ occurredAtMs, word }) =>
            word.kind !== 'reset' && word.whoKey === whoKey && occurredAtMs >= sinceMs,
        )
        expect(word?.occurredAtMs).toBeLessThanOrEqual(sinceMs + MAX_HISTORY_MS)
      }
    }),
  )

  it(
    'the moment at which somebody is named is theirs, but for what is carried to where a verified person is',
    ofAll((aliases, words) => {
      for (const { occurredAtMs, word } of words) {
        if (word.kind !== 'who') continue
        const there = aliases.filter(
          ({ sinceMs, untilMs }) =>
            sinceMs <= occurredAtMs && (untilMs === null || occurredAtMs < untilMs),
        )
        const isVerified = there.some(({ assurance }) => assurance === 'verified')
        const isCarried = 'byLink' in word || 'trackingId' in word
        if (isCarried && isVerified) continue
        expect(there.map(({ whoKey }) => whoKey)).toContain(word.whoKey)
      }
    }),
  )

  it(
    'two people never share a moment, nor two trackingIds, nor one alias both',
    ofAll((aliases) => {
      for (const { who } of aliases) expect(Object.keys(who)).toEqual(['kind', expect.any(String)])
      for (const kind of ['person', 'tracked']) {
        const own = aliases.filter(({ who }) => who.kind === kind)
        for (const [index, next] of own.slice(1).entries()) {
          expect(own[index]?.untilMs ?? Infinity).toBeLessThanOrEqual(next.sinceMs)
        }
      }
    }),
  )

  it('each moment is whose a model says, that knows of moments only', () => {
    const shift = fc.constantFrom(0, -1, 1, -MAX_HISTORY_MS, 1 - MAX_HISTORY_MS)
    fc.assert(
      fc.property(someWords, fc.array(fc.tuple(fc.nat(11), shift)), (words, moments) => {
        const aliases = deriveAliases(words)
        for (const [place, by] of moments) {
          const atMs = (words[place]?.occurredAtMs ?? START_MS) + by
          const there = aliases.filter(
            ({ sinceMs, untilMs }) => sinceMs <= atMs && (untilMs === null || atMs < untilMs),
          )
          const person = there.find(({ who }) => who.kind === 'person')
          const id = there.find(({ who }) => who.kind === 'tracked')
          expect({
            person: person ? { whoKey: person.whoKey, assurance: person.assurance } : null,
            trackingId: id?.who.kind === 'tracked' ? id.who.trackingId : null,
          }).toEqual(whoAt(sorted(words), atMs))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('any order of arrival tells the same', () => {
    const orders = someWords.chain((words) =>
      fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length })),
    )
    fc.assert(
      fc.property(orders, ([words, shuffled]) => {
        expect(deriveAliases(shuffled)).toEqual(deriveAliases(words))
      }),
    )
  })

  it(
    'nameless history goes to one person at most, from reset to reset',
    ofAll((aliases, words) => {
      const resets = words.filter(({ word }) => word.kind === 'reset')
      const stretches = [0, ...resets.map(({ occurredAtMs }) => occurredAtMs)]
      for (const [index, fromMs] of stretches.entries()) {
        const toMs = stretches[index + 1] ?? Infinity
        const heirs = aliases.filter(
          ({ whoKey, sinceMs }) =>
            sinceMs >= fromMs &&
            sinceMs < toMs &&
            !words.some(
              ({ occurredAtMs, word }) =>
                occurredAtMs === sinceMs && word.kind !== 'reset' && word.whoKey === whoKey,
            ),
        )
        expect(heirs.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})

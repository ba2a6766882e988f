import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Alias } from '../store/who.js'
import { changedSpans } from './changed-spans.js'

const alias = fc
  .record({ sinceMs: fc.nat(9), lasts: fc.option(fc.integer({ min: 1, max: 9 })), id: fc.nat(2) })
  .map(({ sinceMs, lasts, id }): Alias => {
    const who = { kind: 'tracked', trackingId: `t${id}` } as const
    const untilMs = lasts === null ? null : sinceMs + lasts
    return { sinceMs, untilMs, whoKey: `tracking:t${id}`, who, assurance: 'corroborated' }
  })
const aliases = fc.uniqueArray(alias, {
  maxLength: 5,
  selector: ({ sinceMs, whoKey }) => `${sinceMs} ${whoKey}`,
})

it('covers every moment at which somebody else is there', () => {
  fc.assert(
    fc.property(aliases, aliases, fc.nat(20), (before, after, atMs) => {
      const holding = (all: readonly Alias[]) =>
        JSON.stringify(
          all
            .filter(holdsAt(atMs))
            .map((each) => each.whoKey)
            .sort(),
        )
      if (holding(before) === holding(after)) return
      expect(changedSpans(before, after).some(holdsAt(atMs))).toBe(true)
    }),
  )
})

it('leaves alone what nothing has changed, and what went before the end of one that ends', () => {
  const ada = { sinceMs: 5, untilMs: null, whoKey: 'email:ada' } as const
  const who = { kind: 'person', person: {} } as const
  const present: Alias = { ...ada, who, assurance: 'claimed' }
  expect(changedSpans([present], [present])).toEqual([])
  expect(changedSpans([present], [{ ...present, untilMs: 8 }])).toEqual([
    { sinceMs: 8, untilMs: null },
  ])
  expect(changedSpans([], [{ ...present, untilMs: 8 }])).toEqual([{ sinceMs: 5, untilMs: 8 }])
})

function holdsAt(atMs: number) {
  return ({ sinceMs, untilMs }: Pick<Alias, 'sinceMs' | 'untilMs'>) =>
    sinceMs <= atMs && (untilMs === null || atMs < untilMs)
}

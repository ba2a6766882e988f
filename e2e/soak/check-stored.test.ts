import { expect, it } from 'vitest'
import { checkStored, type StoredEvent } from './check-stored.js'
import { createLedger, type Ledger, type SentEvent } from './ledger.js'

/** Two visitors of four events each, all owed, and a store that has them as it should. */
function world(): { ledger: Ledger; sent: SentEvent[]; stored: StoredEvent[] } {
  const ledger = createLedger()
  const sent = ['ada', 'bob'].flatMap((anonymousId) =>
    [1, 2, 3, 4].map((counter) => {
      return { eventId: `${anonymousId}-${counter}`, anonymousId, counter }
    }),
  )
  ledger.sent(sent)
  ledger.acknowledged(sent)
  const stored = sent.map((event) => ({ ...event, occurredAtMs: 1000 + event.counter }))
  return { ledger, sent, stored }
}

it('finds nothing wrong where each debt is paid once, in whatever order it arrived', () => {
  const { ledger, stored } = world()
  expect(checkStored(stored.toReversed(), ledger)).toEqual({
    breaches: [],
    owed: 8,
    owedFound: 8,
    unansweredFound: 0,
    duplicates: 0,
    visitors: 2,
    judgedVisitors: 2,
    orderedVisitors: 2,
  })
})

it('reports an event that was lost', () => {
  const { ledger, stored } = world()
  const { breaches, owed, owedFound } = checkStored(stored.slice(1), ledger)
  expect(breaches).toEqual([{ kind: 'lost', details: ['ada-1'] }])
  expect([owed, owedFound]).toEqual([8, 7])
})

it('reports an event that is there twice', () => {
  const { ledger, stored } = world()
  const { breaches, duplicates } = checkStored([...stored, ...stored.slice(2, 3)], ledger)
  expect(breaches).toEqual([{ kind: 'doubled', details: ['ada-3'] }])
  expect(duplicates).toBe(1)
})

it('reports an event that nobody sent', () => {
  const { ledger, stored } = world()
  const stranger = { eventId: 'x', anonymousId: 'eve', counter: 1, occurredAtMs: 1 }
  const { breaches } = checkStored([...stored, stranger], ledger)
  expect(breaches).toEqual([{ kind: 'unknown', details: ['x'] }])
})

it.each([{ anonymousId: 'bob' }, { counter: 9 }])(
  'reports an event that became another: %o',
  (other) => {
    const { ledger, stored } = world()
    const [, , , last, ...rest] = stored
    const altered = {
      eventId: 'ada-4',
      anonymousId: 'ada',
      counter: 4,
      occurredAtMs: 1004,
      ...other,
    }
    expect(last?.eventId).toBe('ada-4')
    const { breaches } = checkStored([...stored.slice(0, 3), altered, ...rest], ledger)
    expect(breaches).toContainEqual({ kind: 'altered', details: ['ada-4'] })
  },
)

it('reports a visitor whose events happened in another order than they were sent', () => {
  const { ledger, stored } = world()
  const swap: Record<string, number> = { 'bob-2': 1003, 'bob-3': 1002 }
  const swapped = stored.map((event) => {
    return { ...event, occurredAtMs: swap[event.eventId] ?? event.occurredAtMs }
  })
  const { breaches, orderedVisitors } = checkStored(swapped, ledger)
  expect(breaches).toEqual([{ kind: 'disordered', details: ['bob'] }])
  expect(orderedVisitors).toBe(1)

  const atOnce = stored.map((event) => {
    return event.eventId === 'ada-2' ? { ...event, occurredAtMs: 1001 } : event
  })
  expect(checkStored(atOnce, ledger).breaches).toEqual([{ kind: 'disordered', details: ['ada'] }])
})

it('does not judge the order of who met a clock that was off, and does not owe what was not answered', () => {
  const { ledger, stored } = world()
  ledger.excuseOrder('bob')
  const unanswered = [5, 6].map((counter) => {
    return { eventId: `ada-${counter}`, anonymousId: 'ada', counter }
  })
  ledger.sent(unanswered)
  const one = { eventId: 'ada-5', anonymousId: 'ada', counter: 5, occurredAtMs: 1005 }
  const check = checkStored([...stored.slice(0, 4), one, ...stored.slice(4).reverse()], ledger)
  expect(check).toMatchObject({ breaches: [], owed: 8, unansweredFound: 1, judgedVisitors: 1 })
})

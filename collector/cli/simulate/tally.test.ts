import { describe, expect, it } from 'vitest'
import type { ReplayedRow } from '../../store/replay-file.js'
import { renderSimulation } from './render-simulation.js'
import { compare } from './simulation.js'
import { tallyOf } from './tally.js'

const DAY_MS = 24 * 60 * 60 * 1000

const row = (changes: Partial<ReplayedRow>): ReplayedRow => ({
  state: 'pending',
  priority: 'normal',
  reason: null,
  assurance: 'verified',
  day: 20_000,
  interactions: 1,
  ...changes,
})

const tally = (interactions: ReplayedRow[], days = 2) =>
  tallyOf({ interactions, untold: [], people: 1, events: 9, endMs: days * DAY_MS }, 0)

const PRESENT = tally([
  row({ interactions: 10 }),
  row({ day: 20_001, interactions: 20, priority: 'high' }),
  row({ day: 20_001, interactions: 2, assurance: 'claimed' }),
  row({ state: 'held', reason: 'identity_unknown', assurance: null, day: null, interactions: 7 }),
])

describe('a tally', () => {
  it('parts calls by day and priority from what is no call', () => {
    expect(PRESENT).toEqual({
      events: 9,
      calls: 32,
      selfReportedCalls: 2,
      callsByPriority: { high: 20, normal: 12, low: 0 },
      callsByDay: [
        { day: '2024-10-04', calls: 10, high: 0, normal: 10, low: 0 },
        { day: '2024-10-05', calls: 22, high: 20, normal: 2, low: 0 },
      ],
      callsPerDay: 16,
      people: 1,
      withheld: [
        { state: 'held', reason: 'identity_unknown', priority: 'normal', interactions: 7 },
      ],
      untold: [],
    })
  })

  it('of less than a day is no more a day than it is', () => {
    expect(tally([row({ interactions: 5 })], 0.1).callsPerDay).toBe(5)
  })
})

it('a simulation has the figures side by side, with the days over the budget', () => {
  const other = tally([row({ interactions: 1200 })])
  const text = renderSimulation(
    compare({
      startMs: 0,
      endMs: 2 * DAY_MS,
      budgetPerDay: { present: 20, other: 8000 },
      present: PRESENT,
      other,
    }),
  )
  expect(text.split('\n')).toEqual([
    'Replayed 9 events that came in 2 d from 1970-01-01 00:00:00.000 UTC on. Nothing was sent.',
    '',
    '                                         present  other  difference',
    'calls                                         32  1,200      +1,168',
    '  a day                                       16    600        +584',
    '  on the busiest day                          22  1,200      +1,178',
    '  days over the budget                         1      0          -1',
    '  high priority                               20      0         -20',
    '  normal priority                             12  1,200      +1,188',
    '  low priority                                 0      0           0',
    '  self-reported                                2      0          -2',
    'people reached                                 1      1           0',
    'held: identity_unknown, normal priority        7      0          -7',
    '',
    'calls on    present  other  difference',
    '2024-10-04       10  1,200      +1,190',
    '2024-10-05       22      0         -22',
    '',
    'identity_unknown  Nobody knows yet who the visitor is.',
  ])
})

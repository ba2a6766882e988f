import type { Tally } from './tally.js'

/** The same events by the rules of now and by others. Times are milliseconds since the epoch. */
export interface Simulation {
  startMs: number
  endMs: number
  /** Our part of a day's calls, by the configuration of now and by the other. */
  budgetPerDay: { present: number; other: number }
  present: Tally
  other: Tally
  /** The other's figure less the present one. */
  difference: {
    calls: number
    callsPerDay: number
    people: number
    selfReportedCalls: number
    callsByPriority: Tally['callsByPriority']
  }
}

export function compare(given: Omit<Simulation, 'difference'>): Simulation {
  const { present, other } = given
  const by = (figure: (tally: Tally) => number): number => figure(other) - figure(present)
  return {
    ...given,
    difference: {
      calls: by(({ calls }) => calls),
      callsPerDay: by(({ callsPerDay }) => callsPerDay),
      people: by(({ people }) => people),
      selfReportedCalls: by(({ selfReportedCalls }) => selfReportedCalls),
      callsByPriority: {
        high: by(({ callsByPriority }) => callsByPriority.high),
        normal: by(({ callsByPriority }) => callsByPriority.normal),
        low: by(({ callsByPriority }) => callsByPriority.low),
      },
    },
  }
}

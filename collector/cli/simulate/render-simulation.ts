import { spanInWords, timeInWords } from '../../explain/in-words.js'
import { reasonOf } from '../../explain/reason.js'
import { renderTable } from '../render-table.js'
import type { Simulation } from './simulation.js'
import type { Tally, Withheld } from './tally.js'

type Row = [label: string, present: string, other: string, difference: string]

/** A simulation for people: figures side by side, then the days. */
export function renderSimulation(simulation: Simulation): string {
  const { startMs, endMs, present, other } = simulation
  const head = `Replayed ${inWords(present.events)} events that came in ${spanInWords(endMs - startMs)} from ${timeInWords(startMs)} on. Nothing was sent.`
  const figures = renderTable([HEADER, ...figureRows(simulation)], FIGURES)
  const days = renderTable(
    [['calls on', 'present', 'other', 'difference'], ...dayRows(present, other)],
    FIGURES,
  )
  return [head, figures, days, ...reasons(present, other)].join('\n\n')
}

const HEADER: Row = ['', 'present', 'other', 'difference']
const FIGURES = [1, 2, 3]

function figureRows({ present, other, budgetPerDay }: Simulation): Row[] {
  const figure = (label: string, of: (tally: Tally) => number): Row =>
    row(label, of(present), of(other))
  return [
    figure('calls', ({ calls }) => calls),
    figure('  a day', ({ callsPerDay }) => callsPerDay),
    figure('  on the busiest day', busiest),
    row(
      '  days over the budget',
      daysOver(present, budgetPerDay.present),
      daysOver(other, budgetPerDay.other),
    ),
    figure('  high priority', ({ callsByPriority }) => callsByPriority.high),
    figure('  normal priority', ({ callsByPriority }) => callsByPriority.normal),
    figure('  low priority', ({ callsByPriority }) => callsByPriority.low),
    figure('  self-reported', ({ selfReportedCalls }) => selfReportedCalls),
    figure('people reached', ({ people }) => people),
    ...withheldRows(present, other),
    ...union(present.untold, other.untold, ({ reason }) => reason).map((reason) =>
      figure(`events untold: ${reason}`, ({ untold }) =>
        sum(untold.filter((each) => each.reason === reason).map(({ events }) => events)),
      ),
    ),
  ]
}

function withheldRows(present: Tally, other: Tally): Row[] {
  const nameOf = ({ state, reason, priority }: Withheld): string =>
    `${state}${reason === null ? '' : `: ${reason}`}, ${priority} priority`
  const count = ({ withheld }: Tally, name: string): number =>
    sum(withheld.filter((each) => nameOf(each) === name).map(({ interactions }) => interactions))
  return union(present.withheld, other.withheld, nameOf).map((name) =>
    row(name, count(present, name), count(other, name)),
  )
}

function dayRows(present: Tally, other: Tally): Row[] {
  const count = ({ callsByDay }: Tally, name: string): number =>
    sum(callsByDay.filter(({ day }) => day === name).map(({ calls }) => calls))
  return union(present.callsByDay, other.callsByDay, ({ day }) => day).map((day) =>
    row(day, count(present, day), count(other, day)),
  )
}

/** What each code that stands above means. */
function reasons(present: Tally, other: Tally): string[] {
  const all = [present, other].flatMap(({ withheld, untold }) => [...withheld, ...untold])
  const codes = [...new Set(all.flatMap(({ reason }) => reason ?? []))].sort()
  return codes.length === 0 ? [] : [renderTable(codes.map((code) => [code, reasonOf(code).words]))]
}

function row(label: string, present: number, other: number): Row {
  const difference = Math.round(other) - Math.round(present)
  return [
    label,
    inWords(present),
    inWords(other),
    `${difference > 0 ? '+' : ''}${inWords(difference)}`,
  ]
}

function union<T>(one: readonly T[], two: readonly T[], nameOf: (each: T) => string): string[] {
  return [...new Set([...one, ...two].map(nameOf))].sort()
}

function busiest({ callsByDay }: Tally): number {
  return Math.max(0, ...callsByDay.map(({ calls }) => calls))
}

function daysOver({ callsByDay }: Tally, budget: number): number {
  return callsByDay.filter(({ calls }) => calls > budget).length
}

const sum = (figures: readonly number[]): number => figures.reduce((all, each) => all + each, 0)

const inWords = (figure: number): string => Math.round(figure).toLocaleString('en-US')

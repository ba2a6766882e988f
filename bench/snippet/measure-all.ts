import { median } from '../median.js'
import { measureLastClicks } from './measure-last-clicks.js'
import { measureScript } from './measure-script.js'
import { measureSize, type Size } from './measure-size.js'
import { measureVisit, type Visit } from './measure-visit.js'
import type { BenchBrowser } from './open-browser.js'
import type { BenchOptions } from './options.js'
import type { ScriptTimes } from './read-trace.js'
import type { Subject } from './subject.js'

/** All that is known of one subject. Times are in the order of the rounds, which all subjects share. */
export interface Measured {
  subject: Subject
  times: ScriptTimes[]
  size: Size
  visit: Omit<Visit, 'scripts'>
  /** Of `BenchOptions.lastClicks`. */
  lastClicks: number
}

/** A control has times only: it sends nothing. */
export type MeasuredControl = Pick<Measured, 'subject' | 'times'>

interface Order extends Pick<BenchOptions, 'rounds' | 'visits' | 'lastClicks'> {
  bench: BenchBrowser
  subjects: readonly Subject[]
  controls: readonly Subject[]
  progress: (line: string) => void
}

/** Round by round, so that what the machine does meanwhile falls on all alike. */
export async function measureAll(order: Order) {
  const { bench, progress } = order
  const controls = order.controls.map((subject): MeasuredControl => ({ subject, times: [] }))
  const timed = order.subjects.map((subject): MeasuredControl => ({ subject, times: [] }))
  for (let round = 1; round <= order.rounds; round++) {
    for (const { subject, times } of [...controls, ...timed]) {
      const time = await measureScript(bench, subject)
      times.push(time)
      progress(
        `round ${round} of ${order.rounds}, ${subject.name}: evaluated in ${time.evaluationMs.toFixed(1)} ms, ${time.clickMs.toFixed(1)} ms a click`,
      )
    }
  }

  const measured: Measured[] = []
  for (const { subject, times } of timed) {
    const visits = await Promise.all(
      Array.from({ length: order.visits }, () => measureVisit(bench, subject)),
    )
    const visit = medianVisit(visits)
    const scripts = new Set(visits.flatMap((each) => each.scripts))
    const size = measureSize([...scripts].map((path) => subject.files[path] ?? ''))
    progress(
      `visits, ${subject.name}: ${size.brotli} bytes of script, ${visit.requests} requests, ${visit.clicks} of 5 clicks in them`,
    )
    const lastClicks = await measureLastClicks(bench, subject, order.lastClicks)
    progress(`last clicks, ${subject.name}: ${lastClicks} of ${order.lastClicks} arrived`)
    measured.push({ subject, times, size, visit, lastClicks })
  }
  return { controls, measured }
}

function medianVisit(visits: readonly Visit[]): Measured['visit'] {
  const of = (figure: (visit: Visit) => number): number => median(visits.map(figure))
  return {
    requests: of(({ requests }) => requests),
    bytes: of(({ bytes }) => bytes),
    preflights: of(({ preflights }) => preflights),
    clicks: of(({ clicks }) => clicks),
  }
}

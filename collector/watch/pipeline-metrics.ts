import { Registry } from 'prom-client'
import type { Attempt } from '../store/conclude.js'
import { PRIORITIES } from '../store/priority.js'
import type { Priority } from '../store/tables.js'
import { createMaker } from './make-metrics.js'

/** Of an attempt, what its row does not say. */
interface Circumstances {
  /** False of what did not fit Gong's contract. */
  wasCalled: boolean
  /** 409 at a first attempt. */
  isUnexpectedRepeat: boolean
}

/** Whoever looks for a rise must have seen the 0 before it. */
const LOOPS = ['forward', 'stages', 'housekeeping', 'retention', 'delivery']

/** What the thread of the stages tells of its passes and of the calls that it makes. */
export function createPipelineMetrics() {
  const registry = new Registry()
  const make = createMaker(registry)
  const sealed = make.counter('tamtam_interactions_sealed_total')
  const permits = make.counter('tamtam_permits_taken_total')
  const attempts = make.counter('tamtam_attempts_total')
  const conflicts = make.counter('tamtam_first_attempt_conflicts_total')
  const callSeconds = make.histogram('tamtam_gong_call_seconds')
  const failures = make.counter('tamtam_loop_failures_total')
  for (const priority of PRIORITIES) permits.inc({ priority }, 0)
  for (const loop of LOOPS) failures.inc({ loop }, 0)
  attempts.inc({ outcome: 'delivered', status: '2xx', reason: 'none' }, 0)

  return {
    interactionsSealed(count: number): void {
      sealed.inc(count)
    },
    permitTaken(priority: Priority): void {
      permits.inc({ priority })
    },
    /** Once it is written down. */
    attempted(attempt: Attempt, { wasCalled, isUnexpectedRepeat }: Circumstances): void {
      const { outcome, reason, durationMs } = attempt
      attempts.inc({ outcome, status: classOf(attempt.status), reason: reason ?? 'none' })
      if (wasCalled) callSeconds.observe({ outcome }, durationMs / 1000)
      if (isUnexpectedRepeat) conflicts.inc()
    },
    /** The loops of delivery are numbered, and told as one. */
    loopFailed(name: string): void {
      failures.inc({ loop: name.replace(/ \d+$/, '') })
    },
    /** Plain data, for another thread to render. */
    metricsJson: (): Promise<unknown> => registry.getMetricsAsJSON(),
  }
}

function classOf(status: number | null): string {
  return status === null ? 'none' : `${Math.floor(status / 100)}xx`
}

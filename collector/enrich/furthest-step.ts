import type { EventOf } from '../../wire/event.js'

/** The furthest step of those named available; one that is not among them counts as the least. Not for an empty list. */
export function furthestStep(steps: readonly EventOf<'step'>[]): EventOf<'step'> {
  const ranked = steps.map((step) => ({ step, rank: step.availableSteps.indexOf(step.value) }))
  return ranked.reduce((best, each) => (each.rank > best.rank ? each : best)).step
}

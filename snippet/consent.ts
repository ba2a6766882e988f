import { debug, guard } from './life.js'

/** Undefined until the visitor has decided. */
let isGranted: boolean | undefined
const waiting: (() => void)[] = []

/** Runs what reads, stores or sends: now if the visitor has consented, later if that is open, else never. */
export function whenGranted(action: () => void): void {
  if (isGranted) guard(action)()
  else if (isGranted === undefined) waiting.push(action)
  else debug('dropped', 'consent')
}

/** What the visitor decided, or what the site assumes until then: releases what waits, drops it, or lets it wait. */
export function decide(decision: typeof isGranted): void {
  isGranted = decision
  waiting.splice(0).forEach(whenGranted)
}

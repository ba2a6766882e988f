import { debug, guard, whenIdle } from './life.js'

/** Undefined until the visitor has decided. */
let isGranted: boolean | undefined
const waiting: (() => void)[] = []

/**
 * Runs what reads, stores or sends, guarded, in the order given: in an idle moment if the visitor has consented, later
 * if that is open, else never. So no handler of the page's own events waits for storage, but as a view ends.
 */
export function whenGranted(action: () => void): void {
  waiting.push(action)
  whenIdle(settle)
}

/** What the visitor decided, or what the site assumes until then: runs what waits, drops it, or lets it wait. */
export function decide(decision: typeof isGranted): void {
  // What was done until now falls under what was decided until now; a denial drops it in any case.
  if (decision) settle()
  isGranted = decision
  settle()
}

/** Runs or drops now what waits, unless the visitor has still to decide. */
export function settle(): void {
  if (isGranted === undefined) return
  for (const action of waiting.splice(0)) {
    if (isGranted) guard(action)()
    else debug('dropped', 'consent')
  }
}

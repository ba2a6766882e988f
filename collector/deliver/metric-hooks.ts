import type { Attempt } from '../store/conclude.js'
import type { Priority } from '../store/tables.js'

/** What delivery tells of each call to whoever counts. None of these throws or waits. */
export interface MetricHooks {
  /** A call is about to be made. */
  permitTaken(priority: Priority): void
  /**
   * What it came to is written down, unless another process has taken it over meanwhile. `wasCalled`: false of what did
   * not fit Gong's contract. `isUnexpectedRepeat`: 409 at a first attempt.
   */
  attempted(
    attempt: Attempt,
    circumstances: { wasCalled: boolean; isUnexpectedRepeat: boolean },
  ): void
}

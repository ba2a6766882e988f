/** What was found of one thing, and the next step where there is one. */
export interface Verdict {
  status: 'pass' | 'warn' | 'fail' | 'skip'
  found: string
  /** What to do; null where nothing is to be done. */
  next: string | null
}

export type CheckName =
  | 'configuration'
  | 'secrets'
  | 'data folder'
  | 'disk'
  | 'spool'
  | 'database'
  | 'OAuth'
  | 'base URL'
  | 'clock'
  | 'credentials'
  | 'engagement calls'
  | 'delivery'
  | 'test interaction'

/** One line of doctor's. A thing may have several. */
export interface Check extends Verdict {
  check: CheckName
}

export function pass(found: string): Verdict {
  return { status: 'pass', found, next: null }
}

export function warn(found: string, next: string): Verdict {
  return { status: 'warn', found, next }
}

export function fail(found: string, next: string): Verdict {
  return { status: 'fail', found, next }
}

/** What it would be judged by is not there. */
export function skip(found: string, next: string | null = null): Verdict {
  return { status: 'skip', found, next }
}

/** An error's own words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

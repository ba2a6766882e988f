import { safeText } from '../explain/in-words.js'
import type { Check } from './check.js'

/** Of the longest name. */
const NAME_WIDTH = 'test interaction'.length
const INDENT = ' '.repeat(4 + 2 + NAME_WIDTH + 2)

/** A check for people: a line of what was found, and one of what to do. */
export function renderCheck({ status, check, found, next }: Check): string {
  const line = `${status}  ${check.padEnd(NAME_WIDTH)}  ${safeText(found)}`
  return next === null ? line : `${line}\n${INDENT}next: ${safeText(next)}`
}

/** How many of each there were. */
export function renderCount(checks: readonly Check[]): string {
  const count = (status: Check['status']): number =>
    checks.filter((check) => check.status === status).length
  return `${count('pass')} pass, ${count('warn')} warn, ${count('fail')} fail, ${count('skip')} skip`
}

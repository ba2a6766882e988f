import type { Priority } from './tables.js'

/** The most urgent first. */
export const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low']

/** 0 for the most urgent: what a lane is found by. */
export function urgencyOf(priority: Priority): number {
  return PRIORITIES.indexOf(priority)
}

import { setPriority } from 'node:os'
import type { Logger } from './logger.js'

/**
 * Where a processor is short, beacons come first: lowers the priority of this thread, to a niceness of up to 19. On Linux
 * that is of one thread, elsewhere it would be of all, so that nothing is done there.
 * https://man7.org/linux/man-pages/man7/sched.7.html
 */
export function yieldProcessor(niceness: number, logger: Pick<Logger, 'warn'>): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(niceness)
  } catch (error) {
    logger.warn({ event: 'priority_kept', err: error }, 'a thread runs at the priority of the rest')
  }
}

/** Wide enough to see it move, narrow enough for a split terminal. */
const CELLS = 20

/**
 * How far long work is: `[#####...............] 25 % 3,000 of 12,000`. Of nothing all is done, and never more than all:
 * what was counted before may have grown.
 */
export function progressBar({ done, total }: { done: number; total: number }): string {
  const share = total <= 0 ? 1 : Math.min(1, Math.max(0, done / total))
  const counts = `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`
  return `${shareBar(share)} ${counts}`
}

/** The same of work that is not counted in things; `share` from 0 to 1. */
export function shareBar(share: number): string {
  const full = Math.floor(share * CELLS)
  return `[${'#'.repeat(full)}${'.'.repeat(CELLS - full)}] ${Math.floor(share * 100)} %`
}

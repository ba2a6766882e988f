/** A statement that binds more is slower to prepare than its rows are to write. */
const MAX_BATCH = 128

/**
 * Cuts a list into batches of 128, 64, 32 … 1. A statement is as long as its batch, so that few of different lengths
 * exist, and each may be prepared once and kept.
 */
export function batches<T>(list: readonly T[]): T[][] {
  const cut: T[][] = []
  let size = MAX_BATCH
  for (let at = 0; at < list.length; at += size) {
    while (size > list.length - at) size /= 2
    cut.push(list.slice(at, at + size))
  }
  return cut
}

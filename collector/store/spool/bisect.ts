/** A row that was refused alone, and why. */
export interface RefusedRow<T> {
  row: T
  error: unknown
}

/**
 * Commits rows together. When that fails by the rows' own fault, each half is committed by itself, and so on down to
 * the row that is at fault: its neighbours are committed, in order, and it comes back with its error. One bad row
 * among n costs about 2·log2(n) commits. Any other error is thrown, and what was committed until then stays so.
 */
export async function bisect<T>(
  rows: readonly T[],
  { commit, isRowsFault }: BisectDeps<T>,
): Promise<RefusedRow<T>[]> {
  try {
    await commit(rows)
    return []
  } catch (error) {
    if (!isRowsFault(error)) throw error
    const [row] = rows
    if (rows.length <= 1) return row === undefined ? [] : [{ row, error }]
  }
  const middle = Math.ceil(rows.length / 2)
  return [
    ...(await bisect(rows.slice(0, middle), { commit, isRowsFault })),
    ...(await bisect(rows.slice(middle), { commit, isRowsFault })),
  ]
}

export interface BisectDeps<T> {
  commit: (rows: readonly T[]) => Promise<void>
  /** Whether an error of `commit` is due to what is in the rows. */
  isRowsFault: (error: unknown) => boolean
}

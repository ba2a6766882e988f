/** Beyond it a key is another word and no slip of the fingers. */
const MAX_EDITS = 2

/** The key that was probably meant; undefined when none is near, or when the two differ in nearly every letter. */
export function nearestKey(key: string, keys: readonly string[]): string | undefined {
  const ranked = keys
    .map((known) => ({ known, edits: editsBetween(key.toLowerCase(), known.toLowerCase()) }))
    .filter(({ known, edits }) => edits <= MAX_EDITS && edits < known.length / 2)
    .sort((one, other) => one.edits - other.edits)
  return ranked[0]?.known
}

/** Letters to insert, delete, replace or swap with their neighbour: https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance */
function editsBetween(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1]
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, other.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}

export const SEARCH_HELP = 'only those with this text in title, person, site or visitor'

interface Listed {
  counts: readonly { interactions: number }[]
  search?: string | undefined
}

/** A line above a list that is not all there is; empty above one that is. */
export function howManyInWords(listed: number, { counts, search }: Listed): string {
  if (search !== undefined) return `${listed} with ${JSON.stringify(search)}.\n`
  const all = counts.reduce((sum, { interactions }) => sum + interactions, 0)
  return listed < all ? `The newest ${listed}; --limit lists more.\n` : ''
}

/** What is asked of a list: of one reason or of all, those that have a text, and how many at most. */
export interface ListAsked {
  reason?: string | undefined
  search?: string | undefined
  limit: number
}

/** An address of ours with these parameters; null takes one out, and what is not named stays. */
export function withQuery(
  { pathname, search }: Pick<URL, 'pathname' | 'search'>,
  changes: Readonly<Record<string, string | number | null>>,
): string {
  const params = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name)
    else params.set(name, String(value))
  }
  const query = params.toString()
  return query === '' ? pathname : `${pathname}?${query}`
}

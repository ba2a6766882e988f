import type { List } from './api.js'

/** The names in a list as a site writes it. */
export function namesIn(list: List = ''): string[] {
  return String(list).match(/[^\s,]+/g) ?? []
}

/** The query with the kept parameters alone. By hand, since URLSearchParams writes everything anew. */
export function filterQuery(
  search: string,
  isKept: (name: string, value: string) => unknown,
): string {
  return search
    .replace(/[?&]([^=&]*)=?([^&]*)/g, (whole, name: string, value: string) =>
      isKept(name, value) ? whole : '',
    )
    .replace(/^&/, '?')
}

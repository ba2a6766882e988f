import type { Page } from '@playwright/test'

/**
 * Visits all pages of the console that links lead to from the one that is open, and says what it found there: pages
 * that are added are visited by themselves. Addresses that differ by an id only are one kind of page, of which `ofAKind`
 * are visited. Files to download are not visited, and are returned.
 */
export async function crawlConsole(
  page: Page,
  visit: (path: string) => Promise<void>,
  { ofAKind = 6 } = {},
): Promise<{ pages: string[]; files: string[] }> {
  const { origin } = new URL(page.url())
  const waiting = ['/']
  const pages: string[] = []
  const files = new Set<string>()
  const ofKind = new Map<string, number>()
  const seen = new Set(waiting)
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path)
    const count = (ofKind.get(kind) ?? 0) + 1
    ofKind.set(kind, count)
    if (count > ofAKind) continue
    await page.goto(`${origin}${path}`)
    pages.push(path)
    await visit(path)
    for (const href of await hrefsOf(page)) {
      const url = new URL(href, `${origin}${path}`)
      const next = `${url.pathname}${url.search}`
      if (url.origin !== origin || seen.has(next)) continue
      seen.add(next)
      if (url.pathname.endsWith('.csv')) files.add(next)
      else if (!/^\/(api|assets)\//.test(url.pathname)) waiting.push(next)
    }
  }
  return { pages, files: [...files] }
}

const hrefsOf = (page: Page): Promise<string[]> =>
  page
    .locator('a[href]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))

/** Its path without ids, and the names of what its query says. */
function kindOf(path: string): string {
  const url = new URL(path, 'http://x')
  const [, first = '', ...rest] = url.pathname.split('/')
  return [first, rest.length, ...[...url.searchParams.keys()].sort()].join(' ')
}

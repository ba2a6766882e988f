import { isMatch } from 'matcher'
import type { ContentRule } from '../lib/config-content.js'
import { createOriginList } from '../lib/origins.js'
import { plainPath, routeOf, withoutSecrets } from './plain-path.js'

/** The rule that decides about a page, by its address; undefined where none fits. */
export type ContentRules = (pageUrl: string) => ContentRule | undefined

/**
 * The first rule whose `match` and `origin` fit decides. In `match` a `*` stands for any run of characters, slashes too,
 * and case counts. It is compared with the page's path in its plain spelling (plain-path.ts), with and without a slash at
 * the end, so that all spellings of a page have one rule: `/blog/*` fits `/blog` too. Of a page whose router keeps a path
 * in the fragment it is compared with that path, and with both together: `/app#/pricing` fits `/pricing` and `/app*`,
 * and neither `/app` nor `/`, or a rule for the first page would be one for all.
 */
export function createContentRules(rules: readonly ContentRule[]): ContentRules {
  const compiled = rules.map((rule) => ({
    rule,
    pattern: plainPattern(rule.match),
    fitsOrigin: rule.origin === undefined ? () => true : createOriginList([rule.origin]),
  }))
  return (pageUrl) => {
    const { origin, pathname, hash } = new URL(pageUrl)
    const path = plainPath(pathname)
    const route = routeOf(hash)
    const paths =
      route === undefined ? [path, `${path}/`] : [route, `${route}/`, `${path}#${route}`]
    return compiled.find(
      ({ pattern, fitsOrigin }) =>
        fitsOrigin(origin) && isMatch(paths, pattern, { caseSensitive: true }),
    )?.rule
  }
}

/** In the spelling of the paths with which it is compared. What stands before a `*` may be a part of a name: it stays. */
function plainPattern(match: string): string {
  return match
    .split('#')
    .map((part) => {
      const slash = part.startsWith('/') ? '' : '/'
      const escaped = new URL(`https://host.invalid${slash}${part}`).pathname.slice(slash.length)
      if (!part.includes('*')) return part === '' ? '' : plainPath(escaped)
      const segments = escaped.split('/')
      return segments.map((each) => (each.includes('*') ? each : withoutSecrets(each))).join('/')
    })
    .join('#')
}

import type { Site } from './config-file.js'

/**
 * Whether a page of this origin may send for the site. Compared whole and to the letter, so that neither
 * `https://acme.com.evil.example` nor `null` passes for `https://acme.com`. An entry that ends in `:*` takes any port,
 * the scheme's own too, which browsers leave out.
 */
export function allowsOrigin(site: Site, origin: string): boolean {
  return site.origins.some((allowed) =>
    allowed.endsWith(':*')
      ? origin.replace(/:\d+$/, '') === allowed.slice(0, -2)
      : origin === allowed,
  )
}

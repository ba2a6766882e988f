import { z } from 'zod'
import { MAX_URL_CHARACTERS } from '../../wire/limits.js'
import type { Site } from '../lib/config-file.js'
import { strictObject } from '../lib/strict-object.js'
import { personBody } from './person-body.js'
import { hasToken, isOfSite } from './site-url.js'

/** What fits into one body. */
export const MAX_LINKS = 100

/** Reads a site's wishes for links. A link lives for `maxDays` unless less is wished for. */
export function createLinksBodies(maxDays: number) {
  return oncePerSite((site) => createLinksBody(site, maxDays))
}

/** A schema is made once a site: to make one takes longer than to read a body by it. */
export function oncePerSite<Body>(create: (site: Site) => Body): (site: Site) => Body {
  const bodies = new Map<string, Body>()
  return (site) => {
    let body = bodies.get(site.siteId)
    if (!body) bodies.set(site.siteId, (body = create(site)))
    return body
  }
}

/** An address that a tracked link may lead to. */
export function linkUrl(site: Site) {
  return (
    z
      .string()
      .refine((url) => isOfSite(url, site), {
        message: `must be an address of the site's own: ${site.origins.join(', ')}`,
        abort: true,
      })
      .refine((url) => !hasToken(url), 'must not have a tt: the link brings its own')
      // As browsers write it: neither blanks nor what is not ASCII may be in a header.
      .transform((url) => new URL(url).href)
      .pipe(z.string().max(MAX_URL_CHARACTERS))
  )
}

export function linkDays(maxDays: number) {
  return z
    .number()
    .positive()
    .max(maxDays, `must be at most ${maxDays}, the configuration's links.days`)
    .default(maxDays)
}

function createLinksBody(site: Site, maxDays: number) {
  const link = strictObject({
    url: linkUrl(site),
    person: personBody,
    expiresInDays: linkDays(maxDays),
  })
  const one = link.transform((each) => [each])
  const many = strictObject({ links: z.array(link).min(1).max(MAX_LINKS) }).transform(
    ({ links }) => links,
  )
  return (json: unknown) =>
    (typeof json === 'object' && json !== null && 'links' in json ? many : one).safeParse(json)
}

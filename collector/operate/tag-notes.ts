import type { Site } from '../lib/config-file.js'
import type { TagOptions } from './write-tags.js'

interface Noted {
  /** An origin. */
  collector: string
  options: TagOptions
  site: Pick<Site, 'origins'>
  isPinned: boolean
}

/** What comes of a tag's options that whoever copies it may not expect. */
export function tagNotes({ collector, options, site, isPinned }: Noted): string[] {
  const { cookieDomain, address, trackingParams, signals, consent } = options
  const hosts = site.origins.map((origin) => origin.replace(/^https?:\/\//, '').replace(/:.*/, ''))
  const isParent = (host: string): boolean =>
    host === cookieDomain || host.endsWith(`.${cookieDomain}`)
  const foreign = hosts.filter((host) => !isParent(host))
  return [
    collector.startsWith('http:') &&
      'The collector’s address is http: pages on https will not load it, but for one on the same machine. Put TLS in front of it, and set publicUrl in the configuration.',
    cookieDomain !== undefined &&
      foreign.length > 0 &&
      `Browsers refuse a cookie of ${cookieDomain} on ${foreign.join(', ')}: there each page view would be a new visitor.`,
    address !== undefined &&
      trackingParams === undefined &&
      'Without tracking parameters there is nothing to take out of the address but our own tt, which always is.',
    signals !== undefined &&
      'Ignoring Global Privacy Control and Do Not Track may be unlawful where your visitors live: ask whoever answers for privacy.',
    consent !== undefined &&
      "Nothing is sent before the page calls tamtam('consent', 'granted'), on each page: your consent tool has to.",
    isPinned &&
      'Pinned, the page loads these bytes or none: after an update of the collector this name is gone, and the tag has to be copied anew.',
  ].filter((note) => note !== false)
}

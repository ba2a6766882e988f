/** What a site sets; the script tag's attributes say the same (tag-options.ts). */
export interface Options {
  /** The site's id in the collector's configuration. */
  siteId: string
  /** Address that takes beacons, such as `https://collector.example.com/v1/events`. */
  endpoint: string
  /** URL parameters that carry Gong's opaque trackingId; the first one found wins. Default: none. */
  trackingParams?: readonly string[]
}

/** At most 50, under names of at most 64 characters; strings are cut to 256 characters. */
export type Properties = Record<string, string | number | boolean>

/** Who the visitor says to be. Nothing of it is proven unless a signed token comes with it. */
export interface Person {
  email?: string
  name?: string
  phoneNumber?: string
  personId?: string
  company?: { name?: string; domain?: string }
}

export interface Search {
  name: string
  objectType: 'VENDOR' | 'PRODUCT' | 'CATEGORY'
  domain: string
  objectId?: string
  url?: string
}

export interface Step {
  title: string
  value: string
  /** In their order, at most 50. */
  availableSteps: readonly string[]
}

/** Whole numbers: `value` lies between `from` and `to`. */
export interface Rating {
  title: string
  value: number
  from: number
  to: number
  kind: 'NPS' | 'RATING' | 'OTHER'
}

/**
 * What a page may ask of Tamtam. No command ever throws. Texts are cut to 256 characters and addresses to 2048; ids and
 * tokens never, since a part of one is another one. What is nested where a text belongs is left out. What is wrong (no
 * name, no such kind, too many, too long an id) is sent all the same, since the collector keeps a failed event with its
 * reason.
 */
export interface Tamtam {
  /** Something of the site's own that happened. */
  track(name: string, properties?: Properties): void
  /** Counts a view of the present page, for routers that change neither path nor history. */
  page(): void
  /** A person with another e-mail address (without one: phone number, else id) than before starts a new session. */
  identify(person: Person, token?: string): void
  /** Gong's opaque id of the person, at most 512 characters; another one than before starts a new session. */
  trackingId(id: string): void
  search(search: Search): void
  step(step: Step): void
  rating(rating: Rating): void
  /** A log-out: ends the session and forgets who the visitor was. */
  reset(): void
  /** Writes a console line for each event, drop and beacon from now on. */
  debug(): void
}

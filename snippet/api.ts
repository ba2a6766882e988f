/**
 * What a site sets: the script tag's `data-*` attributes in camel case, such as `data-tracking-params`, or parameters
 * of the script's address under the same names. A list may be an array or a text with commas or spaces.
 */
export interface Options {
  /** The site's id in the collector's configuration. */
  site: string
  /** Address that takes beacons, such as `https://collector.example.com/v1/events`. */
  endpoint: string
  /** URL parameters that carry Gong's opaque trackingId; the first in the address wins. Default: none. */
  trackingParams?: List
  /** Query parameters that may leave the page; a `*` stands for anything. Default: `utm_*`. */
  keepParams?: List
  /** With `required` nothing is read, stored or sent before `consent('granted')`. So with any word but `implied`, the default. */
  consent?: 'implied' | 'required'
  /** Keeps the ids in a cookie that all subdomains share, such as `acme.com`. Default: in localStorage. */
  cookieDomain?: string
  /** What besides the path makes another view: `query`, `hash` (for routers that use it). Default: nothing. */
  views?: List
  /** With `clean` the tracking parameters are taken out of the address bar; our own `tt` always is. */
  address?: 'keep' | 'clean'
  /** With `ignore` Global Privacy Control and Do Not Track change nothing. Default: they stop everything. */
  signals?: 'honour' | 'ignore'
}

export type List = string | readonly string[]

/** At most 50, under names of at most 64 characters; strings are cut to 512 characters. */
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
 * Anything that plays and says so by the events `timeupdate`, `pause` and `ended`, through `addEventListener` or `on`.
 * Seconds of the video's own time. Which video it is, `id` and `title` say.
 */
export interface Player {
  readonly currentTime: number
  readonly duration: number
  readonly paused: boolean
  readonly ended?: boolean
  readonly id?: string
  readonly title?: string
  addEventListener?(type: string, handler: (event: Event) => void, options: object): void
  on?(type: string, handler: (event: Event) => void): void
}

/**
 * What a page may ask of Tamtam. No command ever throws. The collector cuts texts to 256 characters (titles and
 * properties to 512, addresses to 2048) and never ids and tokens, since a part of one is another one. What is wrong (no
 * name, no such kind, too many, too long an id, something nested where a text belongs) is sent all the same, since the
 * collector keeps a failed event with its reason; in debug mode a line names what is missing.
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
  /**
   * What the visitor decided. Where consent is required, events wait in memory until `granted`. `denied` deletes ids
   * and unsent events, and records nothing until `granted`; it is not remembered, so say it on each page.
   */
  consent(decision: 'granted' | 'denied'): void
  /** Follows a player that is neither a `<video>` or `<audio>` element nor YouTube's or Vimeo's. */
  video(player: Player): void
  search(search: Search): void
  step(step: Step): void
  rating(rating: Rating): void
  /** A log-out: ends the session and forgets who the visitor was. */
  reset(): void
  /** Writes a console line for each event, drop and beacon from now on. */
  debug(): void
}

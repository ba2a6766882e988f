import { domain } from '../../wire/text.js'
import type { Config } from '../config.js'
import type { Site } from '../lib/config-file.js'
import { tagNotes } from './tag-notes.js'
import type { TagOptions } from './write-tags.js'

/** What is ticked and written for a tag, as it stands in the form; blank for what is not. */
export interface TagForm {
  /** Where browsers find the collector. */
  collector: string
  trackingParams: string
  keepParams: string
  consent: string
  cookieDomain: string
  viewsHash: string
  viewsQuery: string
  address: string
  signals: string
  endpoint: string
  integrity: string
}

export type TagField = keyof TagForm

export const TAG_FIELDS = [
  'collector',
  'trackingParams',
  'keepParams',
  'consent',
  'cookieDomain',
  'viewsHash',
  'viewsQuery',
  'address',
  'signals',
  'endpoint',
  'integrity',
] as const satisfies readonly TagField[]

export interface ReadTagForm {
  form: TagForm
  /** An origin; where none is known, one that has to be replaced by hand. */
  collector: string
  options: TagOptions
  isPinned: boolean
  /** What is wrong, beside its field; that option is left out. */
  faults: Partial<Record<TagField, string>>
  /** What whoever copies the tag has to know. */
  notes: string[]
}

interface Asked {
  config: Pick<Config, 'publicUrl' | 'port' | 'paths'>
  site: Pick<Site, 'origins'>
  /** The name by which the console was asked: the collector is likely to be found by it too. */
  host: string
}

const NOBODYS_COLLECTOR = 'https://collector.example.com'

const DEFAULT_EVENTS_PATH = '/v1/events'

/** Reads the options of a tag from the address's parameters, each by its own name. */
export function readTagForm(
  query: (name: string) => string | undefined,
  { config, site, host }: Asked,
): ReadTagForm {
  const written = Object.fromEntries(TAG_FIELDS.map((name) => [name, query(name) ?? '']))
  // Of each field one text.
  const form = { ...(written as Record<TagField, string>) } satisfies TagForm
  form.collector ||= defaultCollector(config, host)

  const collector = originOf(form.collector)
  const at = collector ?? NOBODYS_COLLECTOR
  const eventsPath = config.paths.events === DEFAULT_EVENTS_PATH ? '' : config.paths.events
  const endpoint = form.endpoint || eventsPath
  const isEndpoint = endpoint !== '' && isWebAddress(endpoint, at)
  const isDomain = form.cookieDomain !== '' && domain.safeParse(form.cookieDomain).success
  const views = [form.viewsHash && 'hash', form.viewsQuery && 'query'].filter(Boolean).join(',')
  const options: TagOptions = {
    ...listOption('trackingParams', form.trackingParams),
    ...listOption('keepParams', form.keepParams),
    ...(form.consent && { consent: 'required' }),
    ...(isDomain && { cookieDomain: form.cookieDomain }),
    ...(views && { views }),
    ...(form.address && { address: 'clean' }),
    ...(form.signals && { signals: 'ignore' }),
    ...(isEndpoint && { endpoint }),
  }
  return {
    form,
    collector: at,
    options,
    isPinned: form.integrity !== '',
    faults: {
      ...(collector === null && { collector: NO_ORIGIN }),
      ...(endpoint !== '' && !isEndpoint && { endpoint: NO_ENDPOINT }),
      ...(form.cookieDomain !== '' && !isDomain && { cookieDomain: NO_DOMAIN }),
    },
    notes: tagNotes({ collector: at, options, site, isPinned: form.integrity !== '' }),
  }
}

const NO_ORIGIN =
  'Expected an origin such as "https://collector.example.com", without a path. The tags below have that one: replace it.'
const NO_ENDPOINT =
  'Expected a path such as "/e", or an address that begins with https://. It is left out.'
const NO_DOMAIN = 'Expected a domain such as "acme.com". It is left out.'

/** Empty where the port is not known: the system chose it. */
function defaultCollector({ publicUrl, port }: Asked['config'], host: string): string {
  if (publicUrl !== undefined) return publicUrl
  return port === 0 ? '' : `http://${host}:${port}`
}

function originOf(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null
  const { origin, pathname, search, hash, username } = new URL(text)
  return pathname === '/' && !search && !hash && !username ? origin : null
}

function isWebAddress(endpoint: string, base: string): boolean {
  if (!/^(\/|https?:\/\/)/i.test(endpoint) || !URL.canParse(endpoint, base)) return false
  const { protocol, username } = new URL(endpoint, base)
  return /^https?:$/.test(protocol) && !username
}

/** Names as the snippet parts them: by commas and blanks. */
function listOption<N extends 'trackingParams' | 'keepParams'>(name: N, text: string) {
  const names = text.match(/[^\s,]+/g) ?? []
  // One key, of which Partial says that it may be missing.
  return (names.length > 0 ? { [name]: names.join(',') } : {}) as Partial<Record<N, string>>
}

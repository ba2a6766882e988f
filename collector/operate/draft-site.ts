import { configFile, type Site } from '../lib/config-file.js'

/** A site as it is written in a form; lists have an entry a line. */
export interface SiteForm {
  siteId: string
  origins: string
  identity: string
  bots: string
  ownDomains: string
  titleSuffixes: string
  engagementCalls: string
}

export type SiteField = keyof SiteForm

/** A site that is not configured yet: the text for the configuration file, or what is wrong with it. */
export type SiteDraft =
  | { kind: 'ready'; json: string; site: Site }
  | {
      kind: 'faulty'
      /** Beside their fields. */
      faults: Partial<Record<SiteField, string>>
      /** What is of no field of the form. */
      others: string[]
    }

/** Keys that say no more than the default are left out. */
const DEFAULTS: Partial<Record<SiteField, string>> = { identity: 'labelled', bots: 'drop' }

/** Judges a form by the configuration file's own schema, beside the sites that are there. */
export function draftSite(form: SiteForm, sites: readonly Site[]): SiteDraft {
  const lists = {
    ownDomains: linesOf(form.ownDomains, /[\s,]+/),
    // A blank before a bar is part of a suffix.
    titleSuffixes: form.titleSuffixes.split(/\r?\n/).filter((line) => line.trim() !== ''),
  }
  const origins = linesOf(form.origins, /[\s,]+/)
  const draft = judge(
    {
      siteId: form.siteId,
      origins,
      ...given('identity', form),
      ...given('bots', form),
      ...(lists.ownDomains.length > 0 && { ownDomains: lists.ownDomains }),
      ...(lists.titleSuffixes.length > 0 && { titleSuffixes: lists.titleSuffixes }),
      ...(form.engagementCalls !== '' && { engagementCalls: true }),
    },
    sites,
  )
  if (draft.kind === 'ready' || origins.length > 0) return draft
  return { ...draft, faults: { ...draft.faults, origins: 'Expected one origin at least.' } }
}

/** Judges a site that somebody has written as JSON; a key that is not known is named with the one that was meant. */
export function checkSiteText(text: string, sites: readonly Site[]): SiteDraft {
  try {
    return judge(JSON.parse(text), sites)
  } catch (error) {
    return { kind: 'faulty', faults: {}, others: [`This is not JSON: ${String(error)}`] }
  }
}

function judge(draft: unknown, sites: readonly Site[]): SiteDraft {
  const at = sites.length
  const parsed = configFile.safeParse({ sites: [...sites, draft] })
  const site = parsed.data?.sites[at]
  if (site) return { kind: 'ready', json: JSON.stringify(draft, null, 2), site }
  const faults: Partial<Record<SiteField, string>> = {}
  const others: string[] = []
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [, index, key, ...below] = path
    // Of the sites together there is one thing to say: that an id is there twice.
    const field = index === undefined ? 'siteId' : fieldOf(key)
    const place = below.map((each) => (typeof each === 'number' ? `no. ${each + 1}` : String(each)))
    const words = [...place, message].join(': ')
    if (field) faults[field] = [faults[field], words].filter(Boolean).join('; ')
    else others.push([...(key === undefined ? [] : [String(key)]), words].join(': '))
  }
  return { kind: 'faulty', faults, others }
}

export const SITE_FIELDS = [
  'siteId',
  'origins',
  'identity',
  'bots',
  'ownDomains',
  'titleSuffixes',
  'engagementCalls',
] as const satisfies readonly SiteField[]

function fieldOf(key: PropertyKey | undefined): SiteField | undefined {
  return SITE_FIELDS.find((field) => field === key)
}

function given(field: 'identity' | 'bots', form: SiteForm) {
  const value = form[field]
  return value === '' || value === DEFAULTS[field] ? {} : { [field]: value }
}

function linesOf(text: string, by: RegExp): string[] {
  return text.split(by).filter((each) => each !== '')
}

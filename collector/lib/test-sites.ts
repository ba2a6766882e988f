import { contentRule, type ContentRule } from './config-content.js'
import { configFile, type Site } from './config-file.js'

/** A site as the configuration file gives it, with its defaults; `changes` replace whole keys. */
export function aSite(changes: Partial<Site> = {}): Site {
  const { sites } = configFile.parse({
    sites: [{ siteId: 'acme-www', origins: ['https://www.acme.com'], titleSuffixes: [' | Acme'] }],
  })
  const [site] = sites
  if (!site) throw new Error('the configuration has no site')
  return { ...site, ...changes }
}

export function siteMap(...sites: Site[]): Map<string, Site> {
  return new Map(sites.map((site) => [site.siteId, site]))
}

/** Content rules as the configuration file gives them, with their defaults. */
export function rulesOf(...rules: (Partial<ContentRule> & { match: string })[]): ContentRule[] {
  return rules.map((rule) => contentRule.parse(rule))
}

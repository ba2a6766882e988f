import type { Config } from '../config.js'
import type { Site } from '../lib/config-file.js'
import { readJwtKeys } from '../lib/read-jwt-keys.js'
import { fail, pass, warn, type Verdict } from './check.js'

/** The configuration file, which has been read by then: its keys' files, and what it leaves open that an operator may not mean. */
export function checkConfiguration(config: Config): Verdict[] {
  const { configFile, sites } = config
  if (configFile === null) {
    return [
      warn(
        'there is no tamtam.config.json: only the site "demo" may send, from pages on this machine',
        'write one, or name it by TAMTAM_CONFIG',
      ),
    ]
  }
  const names = sites.map(({ siteId }) => siteId).join(', ')
  const { faults } = readJwtKeys(sites)
  return [
    ...(faults.length === 0
      ? [pass(`${configFile}: ${sites.length} ${sites.length === 1 ? 'site' : 'sites'} (${names})`)]
      : faults.map((fault) => fail(`${configFile}: ${fault}`, 'mend the file or its entry'))),
    ...doubtsOfWhole(config),
    ...sites.flatMap((site) => [...doubtsOfSite(site, config)]),
  ]
}

function* doubtsOfWhole(config: Config): Generator<Verdict> {
  const { sites, companyName, content, publicUrl, secretKeys } = config
  if (companyName === undefined) {
    yield warn(
      'companyName is missing: sellers do not read whose website it was',
      'set companyName, one for the whole installation',
    )
  }
  if (sites.every(({ ownDomains }) => ownDomains.length === 0)) {
    yield warn(
      "no site has ownDomains: what the company's own people do is told to Gong too",
      'set sites[].ownDomains to the domains of their addresses',
    )
  }
  if (content.every(({ priority }) => priority !== 'high')) {
    yield warn(
      'no content rule has high priority: when calls are short, pricing waits like any other page',
      'add rules such as {"match": "/pricing*", "priority": "high"} to content',
    )
  }
  // Links are made by those who have a secret key.
  if (secretKeys.length > 0 && publicUrl === undefined) {
    yield warn(
      'publicUrl is missing: tracked links begin with the address by which a server asked for them, which their readers may not reach',
      'set publicUrl, such as "https://collector.example.com"',
    )
  }
}

function* doubtsOfSite(site: Site, { secretKeys, budget, hold }: Config): Generator<Verdict> {
  const { siteId, identity, jwt, engagementCalls } = site
  const isProvable = jwt.length > 0 || secretKeys.some((key) => key.siteId === siteId)
  const next =
    "let the site's own server name them: set sites[].jwt, or a key in TAMTAM_SECRET_KEYS"
  if (identity === 'labelled' && !isProvable) {
    const percent = Math.round(100 * budget.selfReportedShare)
    yield warn(
      `site ${siteId}: nothing can prove who a visitor is, so people are told as "self-reported" and by at most ${percent} % of our calls`,
      next,
    )
  }
  if (identity === 'strict' && !isProvable) {
    yield warn(
      `site ${siteId}: nothing can prove who a visitor is, and identity is strict: whom pages name is held for ${hold.days} days and given up`,
      next,
    )
  }
  if (engagementCalls) {
    yield warn(
      `site ${siteId}: engagementCalls are on, which Gong releases to few companies`,
      'ask Gong whether they are on for yours; the key needs the scope api:engagement-data:write, which the check "engagement calls" asks for',
    )
  }
}

/**
 * What editors say of each key of the configuration file, by its path; `[]` stands for each element. The README's table
 * says more. collector/lib/config-schema.test.ts finds a key without words, and words without a key.
 */
export const CONFIG_WORDS: Readonly<Record<string, string>> = {
  $schema: 'Where this schema is, for editors.',
  companyName: 'What Gong shows as the source: the company that set this up.',

  sites: 'The sites whose visitors are measured.',
  'sites[]': 'A site.',
  'sites[].siteId': 'The id that the tag names: small letters, digits and hyphens.',
  'sites[].origins':
    'Where the site\'s pages live, such as "https://www.acme.com"; ":*" for any port. Beacons from elsewhere are refused.',
  'sites[].origins[]': 'An origin, without a path.',
  'sites[].identity':
    'A person whom the page alone names is held (strict), sent and labelled (labelled), or sent (open).',
  'sites[].jwt': "The keys by which the site's own server signs who its visitor is: two at most.",
  'sites[].jwt[]': 'A key: one that signs, or one that is on its way in or out.',
  'sites[].jwt[].kid': "The key's id, which the token's header names.",
  'sites[].jwt[].alg': 'By which algorithm it signs.',
  'sites[].jwt[].publicKeyFile': 'The public key as PEM (SPKI), relative to the working directory.',
  'sites[].jwt[].secretFile': 'The secret, at least 32 bytes, relative to the working directory.',
  'sites[].ownDomains': "The company's own mail domains: what its people do is never sent.",
  'sites[].ownDomains[]': 'A domain, such as "acme.com".',
  'sites[].bots': 'Whether what bots do is counted and dropped, or kept like anything else.',
  'sites[].engagementCalls':
    "Whether reportAs and shares are told by Gong's engagement calls, which Gong releases to few companies. Else they are digital interactions, and shares are not told.",
  'sites[].titleSuffixes': 'What is cut from the end of page titles, such as " | Acme".',
  'sites[].titleSuffixes[]': 'An ending.',

  content: 'What pages are to sellers. The first rule that fits a page decides alone.',
  'content[]': 'A rule.',
  'content[].match':
    'The path of the page, without query and fragment. * stands for anything, slashes too; case counts; a slash at the end does not.',
  'content[].origin': "Where the page lives. Without it, any of the site's origins.",
  'content[].title': "What sellers read, instead of the page's own title.",
  'content[].labels': 'Labels of the content in Gong.',
  'content[].labels[]': 'A label.',
  'content[].contentId': 'Pages that share it are one content. Without it, host and path.',
  'content[].priority':
    'What goes first when calls are short: high is never given up, low waits, is told once a day together, and is given up after three days.',
  'content[].granularity':
    'One interaction a view (each), a page and session (content), or for all such pages of a session together (session).',
  'content[].send': 'False: nothing that happens on these pages is sent.',
  'content[].reportAs':
    "By which of Gong's calls it is told, on sites with engagementCalls; where that call has no room for it, it is a digital interaction.",

  coalesce: 'When an interaction is told.',
  'coalesce.quietSeconds': 'After so many seconds without another event of its own.',
  'coalesce.maxSeconds': 'After so many seconds in any case.',
  'coalesce.sessionIdleMinutes':
    "A page that was not left yet, and the digest of a session, wait for so many minutes instead of the quiet time, unless the visitor's next session begins.",

  hold: 'Interactions of visitors whom nobody knows yet.',
  'hold.days': 'For how many days they are kept.',
  'hold.maxPerVisitor': 'How many of one visitor are kept; further ones are given up.',

  budget: "What of Gong's calls is spent.",
  'budget.share': "Our part of Gong's daily quota, 0 to 1.",
  'budget.reserve': 'What of our part is kept for what matters more.',
  'budget.reserve.high': 'For high priority alone, 0 to 1; nothing when no rule gives it.',
  'budget.reserve.normal': 'For high and normal priority together, against low, 0 to 1.',
  'budget.businessDay':
    'The hours through which normal and low priority are spread, so that a morning leaves something for the afternoon.',
  'budget.businessDay.from': 'Opening, local time.',
  'budget.businessDay.to': 'Close, local time; 24:00 for midnight.',
  'budget.businessDay.timeZone': 'An IANA time zone, such as "America/New_York".',
  'budget.selfReportedShare':
    'What of it may be spent on people whom the page alone names, and on companies of networks, 0 to 1.',
  'budget.trackedShare':
    "What of it may be spent on Gong's trackingIds of which the site's server has not told whose they are, 0 to 1.",
  'budget.maxPerPersonPerDay':
    "So many interactions a day of one person whom neither the site's server nor a signed token names.",

  retention: 'How long rows are kept.',
  'retention.eventDays': 'Events, in days.',
  'retention.interactionDays': 'Interactions of which nothing more becomes, in days.',

  links: 'Tracked links, which name whoever comes by them.',
  'links.days': 'How many days a link names its person, unless it was made for fewer.',
  'links.maxBrowsers': 'A link that is used in more browsers was handed on, and names nobody.',

  publicUrl: 'Where browsers find the collector: what its tracked links begin with.',

  trustedProxies: 'The proxies whose X-Forwarded-For is believed.',
  'trustedProxies[]': 'An address or a range, such as "10.0.0.0/8".',

  placeHeaders: 'The headers in which a trusted proxy says where the visitor is.',
  'placeHeaders.country': 'Of the country, ISO 3166-1 alpha-2, such as "cf-ipcountry".',
  'placeHeaders.region': 'Of the region, ISO 3166-2.',
  'placeHeaders.city': 'Of the city.',

  rateLimit: 'How many beacons are taken; false for no limit.',
  'rateLimit.perAddressPerSecond': 'Of one address, in the long run.',
  'rateLimit.perAddressBurst': 'Of one address, at once.',
  'rateLimit.perSitePerSecond': 'For one site, in the long run.',
  'rateLimit.perSiteBurst': 'For one site, at once.',
  'rateLimit.identitiesPerAddressPerDay':
    'So many different people may pages name, unproven, from one address in 24 hours.',

  paths: "Names of one's own for script and events, which blockers' lists do not carry.",
  'paths.script': 'Of the script.',
  'paths.events': 'Of the events.',
}

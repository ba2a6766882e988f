/** What the parts of an export are and where they come from, for whoever is handed one. */
export const EXPORT_MEANING: Readonly<Record<string, string>> = {
  times: 'Keys that end in AtMs or Ms are milliseconds since 1970-01-01 UTC.',
  'person.keys':
    'By what the person is known: e-mail address, telephone number, id, trackingId of Gong, or a tracked link (its hash).',
  toldByServers:
    "What the site's own server has told us of the person, with what names them: a browser, a trackingId or a link.",
  links: 'Tracked links that were made for the person. The link itself is not kept, only its hash.',
  browsers:
    'Each browser in which the person was known, by the random anonymousId that the site keeps in it. isShared: others used it too. Asked for by a name, only what is of that person is here, and without what visits said of others; asked for by a browser, all of it is.',
  'browsers.aliases':
    'From when until when the browser was taken to be theirs, and how we know: verified by the site, corroborated by a link or a trackingId, claimed by the page, inferred from the network.',
  'browsers.facts':
    'What visits said of who was there: the page by itself, by a signed token, by a link, or by a trackingId.',
  'browsers.events':
    "What happened in the browser, as the page sent it (event), with the browser's own name (userAgent), and what was told from the network address at the time (context: place and company); the address itself is not kept.",
  'browsers.interactions':
    "What events were made into for the site's sales team. request is what was sent to Gong, or null where nothing was; attempts are the calls, and requestId is Gong's name for one that it took.",
  'browsers.failedEvents': 'Events that were not understood, as they came.',
  shares:
    'Pages that were shared with the person, without the other recipients; where there were others, without what Gong was sent and said.',
}

export const EXPORT_SOURCES: readonly string[] = [
  "Tamtam's script in the pages of the sites that are named by siteId.",
  "The sites' own servers, where they have told us of the person.",
  'Not in it: what pages have not sent yet, what came within the last seconds, and what Gong has, which its administrator exports.',
]

import type { Site } from '../lib/config-file.js'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import type { Fact } from './sighting-fact.js'

export interface SightingWords {
  /** What was seen, in a sentence or two. */
  words: string
  /** What to do about it, the likeliest first; none when all is well. */
  nextSteps: string[]
}

/** Plain text: origins, user agents and details in it are as strangers sent them. */
export function inWords(
  fact: Fact,
  { siteId, origins }: Pick<Site, 'siteId' | 'origins'>,
): SightingWords {
  switch (fact.kind) {
    case 'seen':
      return { words: `Events arrive from ${fact.origin}.`, nextSteps: [] }
    case 'failed':
      return {
        words: `A beacon came from ${fact.origin}, and its events were kept as failed ones: ${ERROR_CODES[fact.reason]} (${fact.detail})`,
        nextSteps: [
          'Load the page anew, so that it has the script that this collector serves.',
          'If something else than the script sends these events, compare them with wire version 1.',
        ],
      }
    case 'refused':
      return refusedInWords(fact, siteId)
    case 'bots':
      return {
        words: `Beacons come from ${fact.origin}, and were counted as a bot's and dropped: ${ERROR_CODES[fact.reason]}${fact.userAgent === null ? '' : ` The last came with "${fact.userAgent}".`}`,
        nextSteps: [
          fact.reason === 'bot_automated'
            ? 'Open the page in a browser that no test program drives.'
            : 'Open the page in an ordinary browser.',
          `To store what programs send too, set "bots": "keep" for ${siteId} in the configuration.`,
        ],
      }
    case 'unknown_site':
      return {
        words: `Beacons come from ${fact.origin}, but for ${fact.siteIds.join(', ')}, and were refused.`,
        nextSteps: [
          `Set data-site="${siteId}" in the tag of these pages.`,
          'A tag manager that drops attributes needs it in the address: /tamtam.js?site=… instead.',
        ],
      }
    case 'loaded_silent':
      return silentInWords(fact, siteId)
    case 'nothing':
      return {
        words: `Nothing was seen of ${origins.join(', ')}: not even the script was asked for.${fact.loadedAtMs === null ? '' : ' It was asked for by pages or programs that do not say where they are.'}`,
        nextSteps: [
          'See that the tag is in the source of the page, and that its src is the address of this collector as browsers reach it.',
          "Look at the browser's network panel: a failed request says why (name, certificate, a proxy, a blocker).",
          'If the page has a Content-Security-Policy, its script-src and connect-src must name the collector: the console of the browser says so.',
          'A browser that was here within five minutes has the script in its cache: reload the page with the cache off.',
        ],
      }
  }
}

function silentInWords(
  { origin, isListed, isFresh }: Extract<Fact, { kind: 'loaded_silent' }>,
  siteId: string,
): SightingWords {
  if (!isListed) {
    return {
      words: `The script was loaded from ${origin}, which is not among the origins of ${siteId}: its beacons are refused.`,
      nextSteps: [addOrigin(origin, siteId)],
    }
  }
  if (isFresh) {
    return {
      words: `The script was loaded from ${origin}. Its first events come within seconds.`,
      nextSteps: [],
    }
  }
  return {
    words: `The script was loaded from ${origin}, and no events came since.`,
    nextSteps: [
      "With data-consent=\"required\" nothing is sent before the page calls tamtam('consent', 'granted'): see that the consent tool does, and agree in its banner.",
      'This browser may ask not to be tracked (Global Privacy Control or Do Not Track), which is honoured: try another.',
      'If the page has a Content-Security-Policy, its connect-src must name the collector: the console of the browser says so.',
      'A blocker may hold back the events: try without it, or serve them under a path of your own (paths.events in the configuration).',
    ],
  }
}

function refusedInWords(
  { code, origin, isKin }: Extract<Fact, { kind: 'refused' }>,
  siteId: string,
): SightingWords {
  const words = `A beacon from ${origin} was refused: ${ERROR_CODES[code]}`
  if (code !== 'origin_not_allowed') return { words, nextSteps: NEXT_STEPS[code] ?? OTHER_STEPS }
  return {
    words,
    nextSteps: [
      isKin
        ? addOrigin(origin, siteId)
        : `If these pages are of ${siteId}: ${addOrigin(origin, siteId)}`,
    ],
  }
}

function addOrigin(origin: string, siteId: string): string {
  return `Add "${origin}" to the origins of ${siteId} in the configuration, and start the collector again.`
}

const OTHER_SENDER = [
  'Load the page anew, so that it has the script that this collector serves; caches may hold an older one for five minutes.',
  'If something else than the script sends these beacons, or a proxy changes them, compare them with wire version 1.',
]

const OTHER_STEPS = ['Ask "tamtam doctor", and look at the log of the collector.']

const RATE_STEPS = [
  'Behind a proxy or a load balancer name it in trustedProxies: without that all visitors count as its one address.',
  'If so many visitors are real, raise rateLimit in the configuration.',
]

const NEXT_STEPS: Partial<Record<ErrorCode, string[]>> = {
  content_type_unsupported: OTHER_SENDER,
  content_encoding_unsupported: OTHER_SENDER,
  json_malformed: OTHER_SENDER,
  json_too_deep: OTHER_SENDER,
  version_unsupported: OTHER_SENDER,
  envelope_invalid: OTHER_SENDER,
  too_many_events: OTHER_SENDER,
  body_too_large: OTHER_SENDER,
  body_incomplete: [
    'A page that is left in the middle sends half a beacon, and sends it again: wait for the next.',
  ],
  rate_limited_address: RATE_STEPS,
  rate_limited_site: RATE_STEPS.slice(1),
  spool_unavailable: [
    'Ask "tamtam doctor": the disk of the data folder is full, or cannot be written to. The pages send again what was refused.',
  ],
}

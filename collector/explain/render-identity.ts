import type {
  AliasSource,
  AliasStory,
  IdentityStory,
  LinkStory,
  RefusedStory,
} from './explanation.js'
import { timeInWords } from './in-words.js'
import type { Fact } from './render-block.js'

/** Who the visitor was, and who says so. */
export function identityFacts({ alias, others, refused, links }: IdentityStory): Fact[] {
  return [
    ['person', alias ? aliasLines(alias) : 'nobody knows who the visitor was then'],
    ...others.map((other): Fact => ['weaker', aliasLines(other)]),
    ...links.map((link): Fact => ['link', linkInWords(link)]),
    ...refused.map((each): Fact => ['refused', refusedLines(each)]),
  ]
}

function linkInWords({ url, personKey, cameAtMs, because }: LinkStory): string {
  const came = `came at ${timeInWords(cameAtMs)} by the tracked link of ${personKey} to ${url}, which`
  if (because.kind !== 'handed on') {
    return `${came} ${WORDS[because.kind]} at ${timeInWords(because.atMs)} and names nobody since`
  }
  const { browsers, maxBrowsers } = because
  return `${came} was handed on: it came to ${browsers} browsers, and names its person in the first ${maxBrowsers} at most`
}

const WORDS = { 'taken back': 'was taken back', ended: 'ended' } as const

function refusedLines({ sessionId, firstMs, reason, cuts }: RefusedStory): string[] {
  return [
    `session ${sessionId} at ${timeInWords(firstMs)}, ${reason.code}: ${reason.words}`,
    ...cuts.map(({ atMs, whoKeys, untilMs }) => {
      const until = untilMs === null ? '' : ` until ${timeInWords(untilMs)}`
      return `${whoKeys.join(' and ')} was there before ${timeInWords(atMs)}; what follows is nobody's${until}`
    }),
  ]
}

function aliasLines({ whoKey, assurance, sinceMs, untilMs, because }: AliasStory): string[] {
  const until = untilMs === null ? 'and still' : `until ${timeInWords(untilMs)}`
  return [
    `${whoKey}, ${assurance}, from ${sinceInWords(sinceMs)} ${until}`,
    ...because.map(sourceInWords),
  ]
}

function sinceInWords(sinceMs: number): string {
  return sinceMs <= 0 ? 'the beginning' : timeInWords(sinceMs)
}

function sourceInWords(source: AliasSource): string {
  switch (source.kind) {
    case 'session': {
      const { sessionId, firstMs, lastMs } = source
      const last = lastMs === firstMs ? '' : ` and last at ${timeInWords(lastMs)}`
      return `said in session ${sessionId} at ${timeInWords(firstMs)}${last}`
    }
    case 'link': {
      const revoked =
        source.revokedAtMs === null ? '' : `, revoked ${timeInWords(source.revokedAtMs)}`
      return `came by a tracked link to ${source.url} at ${timeInWords(source.firstMs)}${revoked}`
    }
    case 'server':
      return `told by the site's server of its ${NAMED[source.by]} at ${timeInWords(source.toldAtMs)}`
  }
}

const NAMED = { visitor: 'anonymousId', tracking: 'trackingId', link: 'link' } as const

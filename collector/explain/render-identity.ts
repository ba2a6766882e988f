import type { AliasSource, AliasStory, IdentityStory } from './explanation.js'
import { timeInWords } from './in-words.js'
import type { Fact } from './render-block.js'

/** Who the visitor was, and who says so. */
export function identityFacts({ alias, others, refused }: IdentityStory): Fact[] {
  return [
    ['person', alias ? aliasLines(alias) : 'nobody knows who the visitor was then'],
    ...others.map((other): Fact => ['weaker', aliasLines(other)]),
    ...refused.map(({ reason, sessionId, firstMs }): Fact => [
      'refused',
      `session ${sessionId} at ${timeInWords(firstMs)}, ${reason.code}: ${reason.words}`,
    ]),
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

import type { IdentityRecord, LinkRecord } from '../store/explain-identity.js'
import type { LinkStory } from './explanation.js'

/** Why tracked links by which a visitor came name nobody for it; one that came too late, and was handed on, for both. */
export function explainLinks(
  { facts, links }: IdentityRecord,
  maxLinkBrowsers: number,
): LinkStory[] {
  return links.flatMap((link) => {
    const { url, personKey, firstMs } = link
    const stories: LinkStory[] = []
    const end = endOf(link)
    const late = facts.find(({ fact, firstMs: cameAtMs }) => {
      return fact.kind === 'link' && fact.tokenHash === link.tokenHash && cameAtMs >= end.atMs
    })
    if (late) stories.push({ url, personKey, cameAtMs: late.firstMs, because: end })
    const { browsers, place } = link
    if (!namesHere(link, maxLinkBrowsers) && (place !== null || !late)) {
      const because = { kind: 'handed on', browsers, maxBrowsers: maxLinkBrowsers } as const
      stories.push({ url, personKey, cameAtMs: firstMs, because })
    }
    return stories
  })
}

/** Whether the visitor is among the first browsers of a link. */
export function namesHere({ place }: LinkRecord, maxLinkBrowsers: number): boolean {
  return place !== null && place <= maxLinkBrowsers
}

function endOf({ expiresAtMs, revokedAtMs }: LinkRecord) {
  return revokedAtMs !== null && revokedAtMs < expiresAtMs
    ? { kind: 'taken back' as const, atMs: revokedAtMs }
    : { kind: 'ended' as const, atMs: expiresAtMs }
}

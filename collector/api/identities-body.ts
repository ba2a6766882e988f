import { z } from 'zod'
import { siteId } from '../../wire/beacon.js'
import { MAX_TRACKING_ID_CHARACTERS } from '../../wire/limits.js'
import { opaque, randomId, timeMs } from '../../wire/text.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { strictObject } from '../lib/strict-object.js'
import { linkToken } from './link-token.js'
import { personBody, withKey } from './person-body.js'
import type { Told } from './server-store.js'

/** What fits into one body. */
const MAX_IDENTITIES = 100

/** By what the site knows its visitor: exactly one of these. */
const visitor = strictObject({
  anonymousId: randomId.optional(),
  trackingId: opaque(MAX_TRACKING_ID_CHARACTERS).optional(),
  linkToken: linkToken.optional(),
}).transform(({ anonymousId, trackingId, linkToken: token }, context) => {
  const whoKeys = [
    anonymousId !== undefined && `visitor:${anonymousId}`,
    trackingId !== undefined && `tracking:${trackingId}`,
    token !== undefined && `link:${hashLinkToken(token)}`,
  ].filter((whoKey) => whoKey !== false)
  const [whoKey] = whoKeys
  if (whoKey !== undefined && whoKeys.length === 1) return whoKey
  context.addIssue('must have exactly one of anonymousId, trackingId and linkToken')
  return z.NEVER
})

/** As far back as a name reaches; what is older nobody holds. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000

/** What the clocks of two servers may differ by. */
const CLOCKS_DIFFER_MS = 60_000

const moment = z.union(
  [timeMs, z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))],
  { error: 'must be a time such as "2026-11-17T12:00:00Z", or milliseconds since 1970' },
)

const identity = strictObject({
  /** The key says it already; who says it too wants it to fit. */
  siteId: siteId.optional(),
  visitor,
  person: personBody,
  /** When the visitor was that person, as at the log-in; now, unless it is said. */
  occurredAt: moment.optional(),
})

/** One identity, or up to 100. */
const one = identity.transform((each) => [each])
const many = strictObject({
  identities: z.array(identity).min(1).max(MAX_IDENTITIES),
}).transform(({ identities }) => identities)

/** "This visitor is that person", as the server of a site says it. */
export function parseIdentities(
  json: unknown,
  { ofSite, nowMs }: { ofSite: string; nowMs: number },
) {
  const isMany = typeof json === 'object' && json !== null && 'identities' in json
  const parsed = (isMany ? many : one).safeParse(json)
  if (!parsed.success) return { kind: 'invalid' as const, error: parsed.error }
  const elsewhere = parsed.data.find((each) => (each.siteId ?? ofSite) !== ofSite)?.siteId
  if (elsewhere !== undefined) return { kind: 'elsewhere' as const, siteId: elsewhere }
  const isOutside = ({ occurredAt = nowMs }) =>
    occurredAt > nowMs + CLOCKS_DIFFER_MS || occurredAt < nowMs - MAX_AGE_MS
  if (parsed.data.some(isOutside)) return { kind: 'outside' as const }
  const people = parsed.data.map(({ visitor: whoKey, person, occurredAt }): Told => ({
    siteId: ofSite,
    whoKey,
    ...withKey(person),
    ...(occurredAt !== undefined && { occurredAtMs: occurredAt }),
  }))
  return { kind: 'people' as const, people }
}

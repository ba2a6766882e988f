import { reasonOf } from '../explain/reason.js'

/** What lets go of them, by reason. */
const RELEASED_BY: Record<string, string> = {
  identity_unknown:
    "when the visitor becomes somebody: by an identify, a tracked link, a trackingId, or the site's server",
  identity_unproven:
    "when a signed token or the site's server says who the visitor is, or the site's identity is not strict",
  identity_unmatchable: "when an address, a number or a company's domain of the person is known",
  person_cap: 'when 24 hours have passed since enough of what was sent of the person',
  self_reported_share: 'when 24 hours have passed since enough of what was sent by this share',
  tracked_share: 'when 24 hours have passed since enough of what was sent by this share',
}

/** In words for people; of a code that nothing here knows, what happened. */
export function releasedBy(code: string): string {
  return RELEASED_BY[code] ?? reasonOf(code).words
}
